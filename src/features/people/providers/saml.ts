import type { CacheProvider, Profile, SAML } from '@node-saml/node-saml';
import type { Ctx } from '#platform/context.ts';
import { issueToken, peekToken, takeToken } from '../gate/one-time.ts';
import { ourAddresses, type Arrival, type Provider } from './provider.ts';

type SamlProvider = Extract<Provider, { kind: 'saml' }>;

const REQUEST_MINUTES = 10;
const CLOCK_SKEW_MS = 60_000;
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
const EMAIL_FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

/** Requests that await their answer: each is answered once, on whatever node. An answer that nobody asked for is refused. */
function requests(ctx: Ctx): CacheProvider {
  return {
    async saveAsync(key, value) {
      await issueToken(ctx, 'saml_request', { minutes: REQUEST_MINUTES, token: key, data: value });
      return { value, createdAt: ctx.now };
    },
    getAsync: async (key) => (await peekToken<string>(ctx, 'saml_request', key))?.data ?? null,
    removeAsync: async (key) => (key && (await takeToken<string>(ctx, 'saml_request', key)) ? key : null),
  };
}

/** The library is loaded by the first who comes this way: it is large. */
async function open(ctx: Ctx, { id, settings }: SamlProvider): Promise<SAML> {
  const { SAML, ValidateInResponseTo } = await import('@node-saml/node-saml');
  const { acs, metadata } = ourAddresses(ctx, id);
  return new SAML({
    callbackUrl: acs,
    issuer: metadata,
    audience: metadata,
    entryPoint: settings.entryPoint,
    idpCert: settings.certificates,
    idpIssuer: settings.entityId,
    // The assertion itself is signed; of the answer around it nothing is believed.
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    validateInResponseTo: ValidateInResponseTo.always,
    cacheProvider: requests(ctx),
    requestIdExpirationPeriodMs: REQUEST_MINUTES * 60_000,
    acceptedClockSkewMs: CLOCK_SKEW_MS,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
  });
}

/** Where the browser goes (SAML 2.0 Bindings §3.4). */
export async function beginSaml(ctx: Ctx, provider: SamlProvider, state: string): Promise<string> {
  return (await open(ctx, provider)).getAuthorizeUrlAsync(state, undefined, {});
}

/** Whom an answer tells of. Throws when it is not signed, not for us, too old, or was used. */
export async function readSaml(ctx: Ctx, provider: SamlProvider, answer: string): Promise<Arrival> {
  const { profile } = await (await open(ctx, provider)).validatePostResponseAsync({ SAMLResponse: answer });
  if (!profile) throw new Error('no assertion');
  if (profile.issuer !== provider.settings.entityId) throw new Error(`issued by ${profile.issuer}`);
  const address = attribute(profile, ADDRESS) ?? (profile.nameIDFormat === EMAIL_FORMAT ? profile.nameID : null);
  const subject = profile.nameIDFormat === TRANSIENT ? address : profile.nameID;
  if (!subject) throw new Error('nobody is named');
  const name = attribute(profile, NAME) ?? [attribute(profile, GIVEN), attribute(profile, FAMILY)].filter(Boolean).join(' ');
  return { subject, address: address?.trim().toLowerCase() ?? null, verified: true, name: name || null };
}

/** What the provider is told of us. */
export async function ourMetadata(ctx: Ctx, provider: SamlProvider): Promise<string> {
  return (await open(ctx, provider)).generateServiceProviderMetadata(null);
}

// The names that providers give these attributes: plain, by OID (eduPerson, X.520), and as WS-Federation has them.
const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const ADDRESS = ['email', 'mail', 'emailAddress', 'urn:oid:0.9.2342.19200300.100.1.3', `${CLAIMS}/emailaddress`];
const NAME = ['displayName', 'urn:oid:2.16.840.1.113730.3.1.241', 'cn', 'urn:oid:2.5.4.3', 'http://schemas.microsoft.com/identity/claims/displayname'];
const GIVEN = ['givenName', 'firstName', 'urn:oid:2.5.4.42', `${CLAIMS}/givenname`];
const FAMILY = ['sn', 'lastName', 'urn:oid:2.5.4.4', `${CLAIMS}/surname`];

function attribute(profile: Profile, names: string[]): string | null {
  const said = (profile.attributes ?? {}) as Record<string, unknown>;
  for (const name of names) {
    const value = [said[name]].flat()[0];
    if (typeof value === 'string' && value.trim()) return value.trim();
  }
  return null;
}
