import { createHash } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import * as queries from './queries.ts';

const WINDOW_MS = 15 * 60_000;
const MOST = { account: 10, visitor: 60 };

/** Who is tried, and from where; kept as hashes, for a quarter of an hour. */
export interface Tried {
  /** The account, as it was typed or as it is known: the same for one that does not exist. */
  account: string;
  /** The address of the network. */
  visitor: string;
}

const keyOf = (kind: keyof typeof MOST, text: string) => createHash('sha256').update(`${kind} ${text}`).digest('base64url');

/**
 * Counts one more attempt before it is checked, so that attempts made at once count too. Too many for an
 * account, from wherever, or from one visitor, for whatever accounts, are refused.
 */
export async function countAttempt(ctx: Ctx, tried: Tried): Promise<void> {
  const factor = ctx.services.config.rateLimit;
  if (factor === 0) return;
  for (const kind of ['account', 'visitor'] as const) {
    const count = await queries.countAttempt(ctx.db, keyOf(kind, tried[kind]), ctx.now, WINDOW_MS);
    if (count > MOST[kind] * factor) throw new Refusal('too_many', 'people.error.attempts');
  }
}

/** An attempt that was right makes the earlier ones of this account forgotten. */
export async function attemptWorked(ctx: Ctx, { account }: Tried): Promise<void> {
  if (ctx.services.config.rateLimit > 0) await queries.forgetAttempts(ctx.db, keyOf('account', account));
}
