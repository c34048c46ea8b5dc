import * as z from 'zod';
import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/index.ts';
import { logChange, type Space } from '../../communities/index.ts';
import type { ModeratedSpace } from '../access.ts';
import { rulesFor, setRules } from './queries.ts';

/** Members with fewer contributions than this are newcomers. */
export const NEWCOMER = 3;

const count = (most: number) => z.coerce.number('moderation.error.number').int('moderation.error.number').min(0, 'moderation.error.number').max(most, 'moderation.error.number');

/** What newcomers may do before somebody looks. */
export const screeningRules = z.object({
  /** So many first contributions wait for a moderator. */
  hold_first: count(3).default(0),
  /** A newcomer's contribution with more links than this waits. */
  newcomer_links: count(50).default(2),
  /** Contributions of a newcomer in an hour. */
  newcomer_hourly: count(100).default(10),
});
export type ScreeningRules = z.output<typeof screeningRules>;

/** The rules of a space: its own, its community's, or the usual ones. */
export async function rulesOf(db: Db, space: Space): Promise<ScreeningRules> {
  const rows = await rulesFor(db, space);
  return rows.find((row) => row.space_id === space.id) ?? rows[0] ?? screeningRules.parse({});
}

/** Changes what newcomers may do in a space, which its log tells. */
export async function changeRules(ctx: Ctx, space: ModeratedSpace, values: ScreeningRules): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await setRules(ctx.db, { community_id: space.community_id, space_id: space.id, ...values });
    await logChange(ctx, space, 'screening', { ...values });
    await announce(ctx, 'moderation.rules_changed', { communityId: space.community_id, spaceId: space.id });
  });
}
