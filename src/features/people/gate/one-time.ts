import { createHash, randomBytes } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import * as queries from './queries.ts';

/** What a token is for: one made for one purpose opens nothing else. */
export type Purpose = 'sign_in' | 'second_step' | 'proof' | 'passkey_new' | 'passkey_use' | 'provider' | 'saml_request' | 'saml_assertion' | 'arrived' | 'stay';

interface Issue {
  personId?: number | null;
  minutes: number;
  data?: unknown;
  /** A value that others chose, such as a challenge; random when left out. */
  token?: string;
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/** Makes a token that works once; only its hash is kept. */
export async function issueToken(ctx: Ctx, purpose: Purpose, { personId = null, minutes, data = null, token = randomBytes(32).toString('base64url') }: Issue): Promise<string> {
  await keepOnce(ctx, purpose, token, { personId, minutes, data });
  return token;
}

/** Keeps a value for a while; false when it was there already. */
export async function keepOnce(ctx: Ctx, purpose: Purpose, token: string, { personId = null, minutes, data = null }: Issue): Promise<boolean> {
  const row = { hash: hashOf(`${purpose} ${token}`), purpose, person_id: personId, data: JSON.stringify(data), created_at: ctx.now, expires_at: ctx.now + minutes * 60_000 };
  return queries.insertOneTimeToken(ctx.db, row);
}

export interface Taken<T> {
  personId: number | null;
  data: T;
}

/** Uses a token up; null for one that is unknown, used or too old. Of two that come together, one gets it. */
export async function takeToken<T>(ctx: Ctx, purpose: Purpose, token: string): Promise<Taken<T> | null> {
  return asTaken(await queries.takeOneTimeToken(ctx.db, hashOf(`${purpose} ${token}`), purpose, ctx.now));
}

/** Looks at a token that stays usable. */
export async function peekToken<T>(ctx: Ctx, purpose: Purpose, token: string): Promise<Taken<T> | null> {
  return asTaken(await queries.oneTimeToken(ctx.db, hashOf(`${purpose} ${token}`), purpose, ctx.now));
}

function asTaken<T>(row: { person_id: number | null; data: string } | undefined): Taken<T> | null {
  return row ? { personId: row.person_id, data: JSON.parse(row.data) as T } : null;
}
