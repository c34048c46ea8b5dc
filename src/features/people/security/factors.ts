import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';
import { transaction, type Ctx, type Services } from '#platform/context.ts';
import { authSecret } from '../auth.ts';
import * as queries from './queries.ts';
import { newSecret, stepOfCode } from './totp.ts';

const CODES = 10;
const CODE_LENGTH = 10;
// Without letters and digits that are taken for one another.
const CODE_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const TRUST_MS = 30 * 86_400_000;

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

const sealing = () => import('better-auth/crypto');

/** Encrypts what must be read again: who reads the database cannot use it. */
export async function seal(services: Services, data: string): Promise<string> {
  return (await sealing()).symmetricEncrypt({ key: await authSecret(services), data });
}

export async function unseal(services: Services, data: string): Promise<string> {
  return (await sealing()).symmetricDecrypt({ key: await authSecret(services), data });
}

export async function hasAuthenticator({ db }: Ctx, personId: number): Promise<boolean> {
  return ((await queries.authenticatorOf(db, personId))?.confirmed_at ?? null) !== null;
}

/** The secret to put into an authenticator app; the same until its first code comes or a day has passed. */
export async function pendingSecret(ctx: Ctx, personId: number): Promise<string> {
  const row = await queries.authenticatorOf(ctx.db, personId);
  if (row && row.confirmed_at === null && row.created_at > ctx.now - 86_400_000) return unseal(ctx.services, row.secret);
  const secret = newSecret();
  await queries.startAuthenticator(ctx.db, personId, await seal(ctx.services, secret), ctx.now);
  return secret;
}

/** Whether this is a code of the person's app now. Each works once. */
export async function isCode(ctx: Ctx, personId: number, code: string): Promise<boolean> {
  const row = await queries.authenticatorOf(ctx.db, personId);
  const step = row && stepOfCode(await unseal(ctx.services, row.secret), code, ctx.now);
  return typeof step === 'number' && queries.useStep(ctx.db, personId, step);
}

// Keyed: codes are short enough to be tried out by who has read the database alone.
async function codeHash({ services }: Ctx, code: string): Promise<string> {
  return createHmac('sha256', await authSecret(services)).update(`recovery ${code}`).digest('base64url');
}

/** Ten new recovery codes instead of the old ones; they are shown this once. */
export async function newCodes(ctx: Ctx, personId: number): Promise<string[]> {
  const letters = () => Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');
  const codes = Array.from({ length: CODES }, letters);
  const hashes = await Promise.all(codes.map((code) => codeHash(ctx, code)));
  await transaction(ctx, (ctx) => queries.replaceCodes(ctx.db, personId, hashes));
  return codes.map((code) => code.replace(/^.{5}/, '$&-'));
}

/** Uses a recovery code up. */
export async function isRecoveryCode(ctx: Ctx, personId: number, given: string): Promise<boolean> {
  const code = given.toLowerCase().replace(/[\s-]/g, '');
  return code.length === CODE_LENGTH && queries.useCode(ctx.db, personId, await codeHash(ctx, code), ctx.now);
}

/** Lets this browser do without the second factor for thirty days; answers what it keeps. */
export async function trustDevice(ctx: Ctx, personId: number): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await queries.insertDevice(ctx.db, { hash: hashOf(token), person_id: personId, created_at: ctx.now, expires_at: ctx.now + TRUST_MS });
  return token;
}

export async function isTrustedDevice(ctx: Ctx, personId: number, token: string | undefined): Promise<boolean> {
  return token !== undefined && queries.deviceByHash(ctx.db, personId, hashOf(token), ctx.now);
}
