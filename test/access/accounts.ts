import type { FeatureRules } from './rules.ts';

const oidc = { kind: 'oidc', label: 'There', issuer: 'https://login.example.org', client_id: 'x' };

/** Signing in, what protects an account, one's own data. */
export const accounts: FeatureRules = {
  rules: {
    'GET /sign-in/second': 'open',
    'POST /sign-in/second': 'open',
    'POST /sign-in/passkey': 'open',
    'POST /sign-in/passkey/options': 'open',
    // To a provider and back: whoever holds what belongs to the way.
    'GET /sign-in/with/:id': 'open',
    'GET /sign-in/with/:id/back': 'open',
    'POST /sign-in/with/:id/saml': 'open',
    'GET /sign-in/with/:id/arrived': 'open',
    'GET /sign-in/with/:id/metadata': 'open',
    'GET /me/confirm': 'account',
    'POST /me/confirm': 'account',
    'POST /me/confirm/mail': 'account',
    'GET /me/confirm/link': 'account',
    'POST /me/confirm/link': 'account',
    'GET /me/settings/security': 'account',
    'GET /me/settings/security/passkey': 'account',
    'GET /me/settings/security/authenticator': 'account',
    'POST /me/password/mail': 'account',
    'POST /me/passkeys': 'account',
    'POST /me/passkeys/options': 'account',
    'POST /me/passkeys/:id/remove': { who: 'host', params: { id: 'passkey' } },
    'POST /me/authenticator': 'account',
    'POST /me/authenticator/off': 'account',
    'POST /me/authenticator/codes': { who: 'host' },
    'POST /me/authenticator/devices': 'account',
    'POST /me/ways/:id/unlink': { who: 'account', params: { id: 'provider' } },
    'GET /me/settings/sessions': 'account',
    'POST /me/sessions/:id/end': { who: 'host', params: { id: 'session' } },
    'POST /me/sessions/end-others': 'account',
    'GET /me/settings/tokens': 'account',
    'GET /me/settings/data': 'account',
    'POST /me/data/export': 'account',
    'GET /me/data/exports/:id': { who: 'host', params: { id: 'export' } },
    'POST /me/data/leave': 'account',
    'POST /me/data/stay': 'account',
    'GET /stay': 'open',
    'POST /stay': 'open',
    'GET /admin/sign-in': 'host',
    'GET /admin/sign-in/new/:kind': { who: 'host', params: { kind: '=oidc' } },
    'POST /admin/sign-in/new/:kind': { who: 'host', params: { kind: '=oidc' } },
    'GET /admin/sign-in/:id': { who: 'host', params: { id: 'provider' } },
    'POST /admin/sign-in/:id': { who: 'host', params: { id: 'provider' } },
    'GET /api/v1/admin/sign-in-providers': 'host',
    'POST /api/v1/admin/sign-in-providers': { who: 'host', form: oidc },
    'PUT /api/v1/admin/sign-in-providers/:id': { who: 'host', params: { id: 'provider' }, form: oidc },
    'DELETE /api/v1/admin/sign-in-providers/:id': { who: 'host', params: { id: 'provider' } },
    'POST /admin/sign-in/:id/remove': { who: 'host', params: { id: 'provider' } },
  },
  /** All of Anjali's, who runs the host: what belongs to one person is nobody else's. */
  async things(world) {
    const { db } = world.services.database;
    const anjali = world.as('anjali');
    const [person_id, created_at] = [anjali.personId!, world.services.clock()];
    const label = { kind: 'oidc', label: 'There', settings: '{"issuer":"https://login.example.org","clientId":"x"}', secret: null, domains: '', sign_up: 1, created_at } as const;
    const provider = await db.insertInto('sign_in_providers').values(label).returning('id').executeTakeFirstOrThrow();
    const key = { person_id, name: 'Key', credential_id: crypto.randomUUID(), public_key: 'x', counter: 0, transports: '[]', created_at, used_at: null };
    const passkey = await db.insertInto('passkeys').values(key).returning('id').executeTakeFirstOrThrow();
    await db.insertInto('authenticators').values({ person_id, secret: 'x', created_at, confirmed_at: created_at }).onConflict((c) => c.doNothing()).execute();
    const { account_id } = await db.selectFrom('people').select('account_id').where('id', '=', person_id).executeTakeFirstOrThrow();
    const now = new Date(created_at).toISOString();
    const session = { id: crypto.randomUUID(), token: crypto.randomUUID(), user_id: account_id!, expires_at: now, created_at: now, updated_at: now } as never;
    await db.insertInto('auth_sessions').values(session).execute();
    const zip = { person_id, blob_key: `exports/${crypto.randomUUID()}.zip`, size: 3, created_at, ready_at: created_at, expires_at: created_at + 86_400_000 };
    await world.services.blobs.write(zip.blob_key, Buffer.from('zip'), 'application/zip');
    const made = await db.insertInto('data_exports').values(zip).returning('id').executeTakeFirstOrThrow();
    return { provider: String(provider.id), passkey: String(passkey.id), session: (session as { id: string }).id, export: String(made.id) };
  },
};
