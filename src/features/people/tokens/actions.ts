import { hash, randomBytes } from 'node:crypto';
import { whisper } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { notAllowed } from '#platform/errors.ts';
import type { TokenScope } from '../tables.ts';
import * as queries from './queries.ts';

const PREFIX = 'copse_';

/** Only the hash of a token is kept: who reads the database cannot use it. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url');
}

/** Makes a personal token for the API. It is shown this once. */
export async function createToken(ctx: Ctx, input: { name: string; scope: TokenScope; days: number | null }): Promise<string> {
  const personId = ctx.viewer.personId;
  if (personId === null) throw notAllowed(ctx.viewer);
  const token = PREFIX + randomBytes(32).toString('base64url');
  await queries.insertToken(ctx.db, {
    person_id: personId,
    name: input.name,
    scope: input.scope,
    hash: hashToken(token),
    created_at: ctx.now,
    expires_at: input.days === null ? null : ctx.now + input.days * 86_400_000,
  });
  return token;
}

export async function revokeToken(ctx: Ctx, id: number): Promise<void> {
  const personId = ctx.viewer.personId;
  if (personId === null) throw notAllowed(ctx.viewer);
  await transaction(ctx, async (ctx) => {
    await queries.deleteToken(ctx.db, personId, id);
    whisper(ctx, 'viewer', { personId });
  });
}
