import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import type { SpaceFor } from '../access.ts';
import { logChange } from '../log/actions.ts';
import { updateSpace } from '../queries.ts';
import { reasonsOf, setReason } from './queries.ts';
import { allSwitches } from './registry.ts';
import type { SwitchSettings } from './schema.ts';

/** Switches features of a space on and off, and keeps why. What was made with a feature stays, and comes back with it. */
export async function changeSwitches(ctx: Ctx, space: SpaceFor<'features'>, { on, why }: SwitchSettings): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const before = JSON.parse(space.switched_off) as string[];
    const reasons = await reasonsOf(ctx.db, space);
    const off = allSwitches().map(({ feature }) => feature).filter((feature) => !on.includes(feature));
    await updateSpace(ctx.db, space, { switched_off: JSON.stringify(off) });
    for (const { feature } of allSwitches()) {
      if (off.includes(feature) !== before.includes(feature)) await logChange(ctx, space, off.includes(feature) ? 'switched_off' : 'switched_on', { feature });
      const reason = why[feature];
      if (reason !== undefined && reason !== (reasons[feature] ?? '')) await setReason(ctx.db, space, feature, reason);
    }
    await announce(ctx, 'communities.changed', { communityId: space.community_id, spaceId: space.id });
  });
}
