import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { repeatJob } from '#platform/jobs/index.ts';
import { refreshGrants } from './actions.ts';
import * as queries from './queries.ts';

const DAY = 86_400_000;
const DAYS_BEFORE = 30;
const AT_ONCE = 500;

/** Roles rotate: a month before a term ends, its holder and the facilitators hear of it; when it is over, it ends. */
export function setUpRotation(): void {
  repeatJob('communities.rotate', DAY, async (ctx) => {
    for (const term of await queries.termsOver(ctx.db, ctx.now, AT_ONCE)) await transaction(ctx, (ctx) => end(ctx, term));
    for (const term of await queries.termsEndingBefore(ctx.db, ctx.now + DAYS_BEFORE * DAY, AT_ONCE)) await transaction(ctx, (ctx) => tell(ctx, term));
  });
}

async function end(ctx: Ctx, { id, community_id, space_id, person_id }: Awaited<ReturnType<typeof queries.termsOver>>[number]): Promise<void> {
  await queries.endTerms(ctx.db, community_id, [id], ctx.now);
  await refreshGrants(ctx, { id: space_id, community_id }, person_id);
  await announce(ctx, 'communities.roles_changed', { communityId: community_id, spaceId: space_id });
}

async function tell(ctx: Ctx, { id: termId, community_id: communityId, space_id: spaceId, name: role, person_id: holderId, ends_at: endsAt }: Awaited<ReturnType<typeof queries.termsEndingBefore>>[number]): Promise<void> {
  await queries.noteReminded(ctx.db, communityId, termId, ctx.now);
  await announce(ctx, 'communities.term_ending', { communityId, spaceId, termId, role, holderId, endsAt });
}
