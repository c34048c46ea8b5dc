import { whisper } from '#platform/announce.ts';
import { createContext, transaction, type Services } from '#platform/context.ts';
import { sharedSecret } from '#platform/settings/index.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { baseUrl } from '../../config.ts';
import { queueLetter } from './letters.ts';
import { personByAccount } from './queries.ts';
import { forgetDevices } from './security/queries.ts';
import { tell } from './security/tell.ts';

export const SESSION_DAYS = 30;
const COOKIES = 'copse';
export const PASSWORD_LENGTH = { least: 10, most: 128 };

/** The accounts library on our own tables; its pages and mails are ours. It is large: loaded when somebody signs in or up, not to serve who has. */
async function build(services: Services) {
  const { betterAuth } = await import('better-auth');
  const { config, database } = services;
  const base = baseUrl(config);
  const letter = (kind: 'confirm' | 'reset', address: string, token: string) =>
    transaction(createContext(services, ANONYMOUS), (ctx) => queueLetter(ctx, { kind, address, token }));
  return betterAuth({
    baseURL: base,
    secret: await authSecret(services),
    // Dates and truth values as SQLite keeps them, on both engines: the rows are the same.
    database: { db: database.db, type: 'sqlite', transaction: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    advanced: { cookiePrefix: COOKIES, useSecureCookies: base.startsWith('https:') },
    user: { modelName: 'auth_users', fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' } },
    session: {
      modelName: 'auth_sessions',
      expiresIn: SESSION_DAYS * 86_400,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      modelName: 'auth_accounts',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'auth_verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      requireEmailVerification: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: async ({ user }) => afterReset(services, user.id),
      sendResetPassword: async ({ user, token }) => letter('reset', user.email, token),
    },
    emailVerification: {
      autoSignInAfterVerification: true,
      expiresIn: 3 * 86_400,
      sendVerificationEmail: async ({ user, token }) => letter('confirm', user.email, token),
    },
  });
}

// Whoever has the mail has set the password; the second factor stays, and no browser is trusted to do without it.
async function afterReset(services: Services, accountId: string): Promise<void> {
  await transaction(createContext(services, ANONYMOUS), async (ctx) => {
    const person = await personByAccount(ctx.db, accountId);
    if (!person) return;
    await forgetDevices(ctx.db, person.id);
    await tell(ctx, person.id, 'password_changed');
    whisper(ctx, 'viewer', { personId: person.id });
  });
}

const secrets = new WeakMap<Services, string>();

/** What signs sessions and seals what is secret. */
export async function authSecret(services: Services): Promise<string> {
  let secret = services.config.secret ?? secrets.get(services);
  if (!secret) secrets.set(services, (secret = await sharedSecret(services.database.db, 'auth_secret')));
  return secret;
}

/** The cookie of a session, as the accounts library names it. */
export function sessionCookie({ config }: Services): string {
  return `${baseUrl(config).startsWith('https:') ? '__Secure-' : ''}${COOKIES}.session_token`;
}

export type Auth = Awaited<ReturnType<typeof build>>;

const auths = new WeakMap<Services, Promise<Auth>>();

/** The accounts of an installation. */
export function authOf(services: Services): Promise<Auth> {
  let auth = auths.get(services);
  if (!auth) auths.set(services, (auth = build(services)));
  return auth;
}
