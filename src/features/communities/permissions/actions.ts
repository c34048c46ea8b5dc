import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import type { SpaceFor } from '../access.ts';
import { logChange } from '../log/actions.ts';
import type { Role } from '../tables.ts';
import { allCapabilities, leastRole } from './capabilities.ts';
import { setRules } from './queries.ts';

/** Says which role each thing takes, in a community and its rooms. What is not named stays as it is. */
export async function changeRules(ctx: Ctx, community: SpaceFor<'permissions'>, wanted: Record<string, Role>): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const rules: Record<string, Role> = {};
    for (const capability of allCapabilities().filter(({ editable }) => editable)) {
      const before = leastRole(community, capability);
      const least = wanted[capability.name] ?? before;
      if (least !== capability.least) rules[capability.name] = least;
      if (least !== before) await logChange(ctx, community, 'rule', { capability: capability.name, from: before, to: least });
    }
    await setRules(ctx.db, community.id, JSON.stringify(rules));
    await announce(ctx, 'communities.changed', { communityId: community.id, spaceId: community.id });
  });
}
