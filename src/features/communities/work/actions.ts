import { transaction, type Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { facilitatedSpace, type Place } from '../access.ts';
import { workList } from './list.ts';
import { deleteMark, setLetters, upsertMark } from './queries.ts';
import type { Settling } from './schema.ts';

const DAY = 86_400_000;

/** Sets work aside for all facilitators, or takes up again what one set aside oneself. */
export async function settleWork(ctx: Ctx, place: Place, { key, do: what, days }: Settling): Promise<void> {
  const { community_id } = facilitatedSpace(ctx, place);
  if (what === 'again') return deleteMark(ctx.db, community_id, key, ctx.viewer.personId!);
  // Only what stands on this very list: who runs one room hides nothing from those of another.
  const listed = (await workList(ctx, place)).some(({ rows }) => rows.some((row) => row.key === key));
  if (!listed) throw notFound();
  const until = what === 'done' ? null : ctx.now + days * DAY;
  await transaction(ctx, (ctx) => upsertMark(ctx.db, { community_id, key, by_id: ctx.viewer.personId, at: ctx.now, until }));
}

/** Whether somebody gets the weekly letter: the viewer, or whose link in the letter it is. */
export async function chooseLetters(ctx: Ctx, personId: number, wanted: boolean): Promise<void> {
  await setLetters(ctx.db, personId, wanted, ctx.now);
}
