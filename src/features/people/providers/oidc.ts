import { createHash } from 'node:crypto';
import type { Configuration } from 'openid-client';
import { Fifo } from 'toad-cache';
import type { Ctx } from '#platform/context.ts';
import { clientSecret, ourAddresses, type Arrival, type Provider } from './provider.ts';

type OidcProvider = Extract<Provider, { kind: 'oidc' }>;

/** What is kept of a way begun, until the browser comes back. */
export interface OidcRequest {
  nonce: string;
  verifier: string;
}

// Loaded by hosts whose members come from another service.
const library = () => import('openid-client');

const PATIENCE_SECONDS = 10;

/** What providers say of themselves, with their keys, for a while. */
const known = new Fifo<Configuration>(50, 10 * 60_000);

async function configuration(ctx: Ctx, { id, settings }: OidcProvider): Promise<Configuration> {
  const secret = (await clientSecret(ctx, id)) ?? undefined;
  const key = createHash('sha256').update(JSON.stringify([settings, secret])).digest('base64url');
  const before = known.get(key);
  if (before) return before;
  const client = await library();
  const issuer = new URL(settings.issuer);
  const execute = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  const found = await client.discovery(issuer, settings.clientId, secret, undefined, { execute, timeout: PATIENCE_SECONDS });
  known.set(key, found);
  return found;
}

/** Where the browser goes: authorization code with PKCE, state and nonce (OpenID Connect Core §3.1, RFC 9700). */
export async function beginOidc(ctx: Ctx, provider: OidcProvider, state: string): Promise<{ address: string; request: OidcRequest }> {
  const client = await library();
  const request = { nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
  const address = client.buildAuthorizationUrl(await configuration(ctx, provider), {
    redirect_uri: ourAddresses(ctx, provider.id).callback,
    scope: 'openid email profile',
    code_challenge: await client.calculatePKCECodeChallenge(request.verifier),
    code_challenge_method: 'S256',
    state,
    nonce: request.nonce,
  });
  return { address: address.href, request };
}

/** Who came back. Throws when anything does not fit what was begun. */
export async function finishOidc(ctx: Ctx, provider: OidcProvider, query: string, state: string, { nonce, verifier }: OidcRequest): Promise<Arrival> {
  const client = await library();
  const configured = await configuration(ctx, provider);
  const address = new URL(ourAddresses(ctx, provider.id).callback + query);
  const tokens = await client.authorizationCodeGrant(configured, address, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true });
  const claims = tokens.claims()!;
  const more = claims.email === undefined && configured.serverMetadata().userinfo_endpoint ? await client.fetchUserInfo(configured, tokens.access_token, claims.sub) : {};
  const said: Record<string, unknown> = { ...more, ...claims };
  const text = (value: unknown) => (typeof value === 'string' && value.trim() ? value.trim() : null);
  return {
    subject: claims.sub,
    address: text(said.email)?.toLowerCase() ?? null,
    verified: said.email_verified === true,
    name: text(said.name) ?? (text([text(said.given_name), text(said.family_name)].filter(Boolean).join(' ')) || text(said.preferred_username)),
  };
}
