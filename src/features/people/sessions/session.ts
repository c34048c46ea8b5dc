import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Services } from '#platform/context.ts';
import { authSecret, SESSION_DAYS } from '../auth.ts';
import { noteSeen, prolongSession, sessionWithAccount } from './queries.ts';

const DAY_MS = 86_400_000;

/** An open session and the account it is of. */
export interface Session {
  id: string;
  token: string;
  ends: number;
  account: { id: string; name: string; email: string };
}

/** The token of a session as its cookie holds it: signed, as the accounts library signs it. */
export async function signed(services: Services, token: string): Promise<string> {
  return `${token}.${await signature(services, token)}`;
}

/** The session that a cookie opens: what the accounts library answers to `getSession`, without loading the library. */
export async function openSession(services: Services, cookie: string): Promise<Session | null> {
  const token = await tokenOf(services, cookie);
  const found = token === null ? undefined : await sessionWithAccount(services.database.db, token);
  if (!found || Date.parse(found.expires_at) <= Date.now()) return null;
  const { account_id, name, email, expires_at, ...session } = found;
  return { ...session, ends: Date.parse(expires_at), account: { id: account_id, name, email } };
}

/** Notes that a session is used, and prolongs it once a day. */
export async function keepUp({ database: { db }, clock }: Services, { id, ends }: Session): Promise<void> {
  await noteSeen(db, id, clock());
  // The accounts library goes by the clock of the system.
  const now = Date.now();
  if (ends - now <= (SESSION_DAYS - 1) * DAY_MS) await prolongSession(db, id, now + SESSION_DAYS * DAY_MS, now);
}

async function tokenOf(services: Services, cookie: string): Promise<string | null> {
  const dot = cookie.lastIndexOf('.');
  if (dot < 1) return null;
  const token = cookie.slice(0, dot);
  const given = Buffer.from(cookie.slice(dot + 1));
  const right = Buffer.from(await signature(services, token));
  return given.length === right.length && timingSafeEqual(given, right) ? token : null;
}

async function signature(services: Services, token: string): Promise<string> {
  return createHmac('sha256', await authSecret(services)).update(token).digest('base64');
}
