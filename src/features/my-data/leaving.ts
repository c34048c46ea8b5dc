import { transaction, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { erase, issueToken, takeToken } from '../people/index.ts';
import { writeTo } from './letters.ts';
import * as queries from './queries.ts';

const GRACE_DAYS = 7;
const DAY_MS = 86_400_000;
const ERASE = 'my-data.erase';

export function setUpLeaving(): void {
  defineJob<{ personId: number }>(ERASE, eraseWhenDue, { alone: true });
}

/** What somebody has to hand over before they can go. */
export async function ties(ctx: Ctx, personId: number) {
  return { spaces: await queries.heldTogether(ctx.db, personId), host: !(await queries.hostIsSafe(ctx.db, personId)) };
}

/** Asks to be erased, after days in which a link in the mail, or the settings, take it back. */
export async function leave(ctx: Ctx, personId: number, keep: boolean): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const { spaces, host } = await ties(ctx, personId);
    if (spaces.length > 0 || host) throw new Refusal('conflict', 'my_data.error.ties');
    const dueAt = (await queries.departureOf(ctx.db, personId))?.due_at ?? ctx.now + GRACE_DAYS * DAY_MS;
    await queries.insertDeparture(ctx.db, { person_id: personId, keep: keep ? 1 : 0, asked_at: ctx.now, due_at: dueAt });
    await ctx.services.jobs.enqueue(ctx, ERASE, { personId }, { runAt: dueAt, uniqueKey: `${ERASE}:${personId}` });
    const token = await issueToken(ctx, 'stay', { personId, minutes: (GRACE_DAYS + 1) * 24 * 60 });
    await writeTo(ctx, personId, { kind: 'leaving', path: `/stay?token=${encodeURIComponent(token)}`, day: dueAt });
  });
}

/** Takes it back. */
export async function stay(ctx: Ctx, personId: number): Promise<boolean> {
  return transaction(ctx, async (ctx) => {
    if (!(await queries.deleteDeparture(ctx.db, personId))) return false;
    await writeTo(ctx, personId, { kind: 'staying', path: '/me/settings/data', day: ctx.now });
    return true;
  });
}

export async function stayByLink(ctx: Ctx, token: string): Promise<boolean> {
  const taken = await takeToken(ctx, 'stay', token);
  return taken?.personId != null && stay(ctx, taken.personId);
}

// The job waits in the table as long as the person may change their mind: it looks again whether they did.
async function eraseWhenDue(ctx: Ctx, { personId }: { personId: number }): Promise<void | { againAt: number }> {
  const departure = await queries.departureOf(ctx.db, personId);
  if (!departure) return;
  if (departure.due_at > ctx.now) return { againAt: departure.due_at };
  await erase(ctx, personId, departure.keep === 1);
}
