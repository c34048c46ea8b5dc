import type { Ctx } from '#platform/context.ts';
import type { Interest } from '../settings/resolve.ts';
import type { MailMode } from '../tables.ts';
import type { Wishes } from './queries.ts';
import { nextDigest, type Period } from './when.ts';

export const DIGEST = 'notifications.digest';

export interface DigestJob {
  personId: number;
  /** The moment it was made for, by the wishes of then. */
  due: number;
}

/** Has what was gathered for a person come with their next digest of a period: one job for each moment, whatever it brings. */
export async function scheduleDigest(ctx: Ctx, personId: number, period: Period, wishes: Wishes & { timeZone: string }, after = ctx.now): Promise<void> {
  const due = nextDigest(period, wishes, after);
  const job: DigestJob = { personId, due };
  await ctx.services.jobs.enqueue(ctx, DIGEST, job, { runAt: due, uniqueKey: `${DIGEST}:${personId}:${due}`, priority: 7 });
}

/** The period of the digest that something comes with; null when it comes at once, or not by mail. */
export function periodOf(mail: MailMode, interest: Interest, { near }: Pick<Wishes, 'near'>): Period | null {
  if (mail === 'now' || mail === 'off' || interest === 'standing' || (near && interest === 'personal')) return null;
  return mail;
}
