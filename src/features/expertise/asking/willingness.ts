import { whisper } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { notAllowed } from '#platform/errors.ts';
import { setWeekly, weeklyOf } from './queries.ts';

/** How often a week somebody may be asked who never said. */
export const USUAL = 2;
/** What one can choose; 0 is: do not ask me. */
export const CHOICES = [0, 1, 2, 5, 10] as const;

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** Whoever said no is left alone for so long. */
const REST = 14 * DAY;

/** What keeps somebody from being asked at a moment, for the query that finds who may be. */
export function askingAt(now: number) {
  return { weekly: USUAL, weekAgo: now - WEEK, declinedSince: now - REST };
}

export async function willingness(ctx: Ctx, personId: number): Promise<number> {
  return (await weeklyOf(ctx.db, personId)) ?? USUAL;
}

/** Sets how often the viewer may be asked, everywhere on the host. */
export async function chooseWillingness(ctx: Ctx, weekly: number): Promise<void> {
  if (ctx.viewer.personId === null) throw notAllowed(ctx.viewer);
  await changeWillingness(ctx, ctx.viewer.personId, weekly);
}

/** The same for somebody who shows by a link in their mail who they are. */
export async function changeWillingness(ctx: Ctx, personId: number, weekly: number): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await setWeekly(ctx.db, personId, weekly, ctx.now);
    whisper(ctx, 'helpers', { personId });
  });
}
