import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import { sharedSecret } from '#platform/settings/index.ts';

const SECRET = 'joining_secret';

/** A token that only this installation can make, for what a mailed link may do. */
export async function sign(ctx: Ctx, what: string): Promise<string> {
  return createHmac('sha256', await sharedSecret(ctx.db, SECRET)).update(what).digest('base64url');
}

export async function isSigned(ctx: Ctx, what: string, token: string): Promise<boolean> {
  const [given, right] = [Buffer.from(token), Buffer.from(await sign(ctx, what))];
  return given.length === right.length && timingSafeEqual(given, right);
}

/** What is kept of a token or an address that need not be known here. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
