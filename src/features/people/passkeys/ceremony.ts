import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Ctx } from '#platform/context.ts';
import { invalidField, Refusal } from '#platform/errors.ts';
import { baseUrl } from '../../../config.ts';
import { issueToken, takeToken } from '../gate/one-time.ts';
import type { Person } from '../queries.ts';
import * as queries from './queries.ts';

/** Loaded by the first who uses a key: it is large. */
const webAuthn = () => import('@simplewebauthn/server');

/** A challenge is good for as long as people look for their key. */
const MINUTES = 10;
const MOST_PASSKEYS = 20;

/** The site that keys are made for (WebAuthn §5.1.2): its name and its origin. */
function site({ services }: Ctx) {
  const { hostname, origin } = new URL(baseUrl(services.config));
  return { rpID: hostname, origin };
}

/** What a browser needs to make a key for a person. Each key holds who it belongs to, and asks for a finger or a PIN: two factors in one. */
export async function newPasskeyOptions(ctx: Ctx, person: Person, host: string) {
  const known = await queries.passkeysOf(ctx.db, person.id);
  const options = await (await webAuthn()).generateRegistrationOptions({
    rpName: host,
    rpID: site(ctx).rpID,
    userName: person.handle,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(String(person.id)),
    attestationType: 'none',
    excludeCredentials: known.map((key) => ({ id: key.credential_id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await issueToken(ctx, 'passkey_new', { personId: person.id, minutes: MINUTES, token: options.challenge });
  return options;
}

/** Keeps a key that a browser made, when it answers a challenge that was given to this person. */
export async function addPasskey(ctx: Ctx, personId: number, credential: string, name: string): Promise<void> {
  const response = parsed<RegistrationResponseJSON>(credential);
  const challenge = challengeOf(response.response.clientDataJSON);
  const given = await takeToken(ctx, 'passkey_new', challenge);
  if (given?.personId !== personId) throw invalidField('credential', 'people.error.passkey');
  const { rpID, origin } = site(ctx);
  const verified = await (await webAuthn()).verifyRegistrationResponse({ response, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true }).catch(refused);
  if (!verified.verified) throw refused(null);
  if ((await queries.countPasskeys(ctx.db, personId)) >= MOST_PASSKEYS) throw invalidField('credential', 'people.error.passkeys_many');
  const { credential: key } = verified.registrationInfo;
  if (await queries.passkeyByCredential(ctx.db, key.id)) throw refused(null);
  await queries.insertPasskey(ctx.db, {
    person_id: personId,
    name,
    credential_id: key.id,
    public_key: Buffer.from(key.publicKey).toString('base64url'),
    counter: key.counter,
    transports: JSON.stringify(key.transports ?? []),
    created_at: ctx.now,
    used_at: null,
  });
}

/** What a browser needs to use a key: the same for everybody, as the key says whose it is. */
export async function passkeyOptions(ctx: Ctx) {
  const options = await (await webAuthn()).generateAuthenticationOptions({ rpID: site(ctx).rpID, userVerification: 'required' });
  await issueToken(ctx, 'passkey_use', { minutes: MINUTES, token: options.challenge });
  return options;
}

/** The person whose key answers a challenge of ours; of one person only, where that is asked. */
export async function usePasskey(ctx: Ctx, credential: string, of?: number): Promise<number> {
  const response = parsed<AuthenticationResponseJSON>(credential);
  const challenge = challengeOf(response.response.clientDataJSON);
  const given = await takeToken(ctx, 'passkey_use', challenge);
  const key = await queries.passkeyByCredential(ctx.db, response.id);
  if (!given || !key || (of !== undefined && key.person_id !== of)) throw refused(null);
  const { rpID, origin } = site(ctx);
  const credentialKey = { id: key.credential_id, publicKey: new Uint8Array(Buffer.from(key.public_key, 'base64url')), counter: key.counter };
  const { verified, authenticationInfo } = await (await webAuthn()).verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    credential: credentialKey,
    requireUserVerification: true,
  }).catch(refused);
  if (!verified) throw refused(null);
  await queries.notePasskeyUse(ctx.db, key.id, authenticationInfo.newCounter, ctx.now);
  return key.person_id;
}

function refused(cause: unknown): never {
  throw new Refusal('invalid', 'errors.invalid', { fields: { credential: 'people.error.passkey' }, cause });
}

// What a browser sends is checked by the ceremony itself; here only that it can be read.
function parsed<T extends { id: string; response: { clientDataJSON: string } }>(credential: string): T {
  try {
    const read = JSON.parse(credential) as T;
    if (typeof read.id === 'string' && typeof read.response.clientDataJSON === 'string') return read;
  } catch {
    // Not JSON: refused below, as any other nonsense.
  }
  return refused(null);
}

function challengeOf(clientDataJSON: string): string {
  try {
    return String((JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString()) as { challenge?: unknown }).challenge ?? '');
  } catch {
    return refused(null);
  }
}
