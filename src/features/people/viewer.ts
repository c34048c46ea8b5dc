import type { FastifyRequest } from 'fastify';
import { Fifo } from 'toad-cache';
import { createContext, type Services } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { languages } from '#platform/i18n/index.ts';
import { ANONYMOUS, type Viewer } from '#platform/viewer.ts';
import { sessionCookie } from './auth.ts';
import { ensurePerson } from './accounts.ts';
import { viewerOfAccount, viewerOfPerson } from './queries.ts';
import { keepUp, openSession } from './sessions/session.ts';
import type { TokenScope } from './tables.ts';
import { hashToken } from './tokens/actions.ts';
import { noteTokenUse, tokenByHash } from './tokens/queries.ts';

/** How long a viewer is remembered; changes are told by live messages, so this only bounds a lost one. */
const REMEMBERED_MS = 60_000;
const MOST_REMEMBERED = 5000;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

interface Remembered {
  viewer: Viewer;
  /** Of a token. */
  scope?: TokenScope;
}

const memories = new WeakMap<Services, Fifo<Remembered>>();

function memoryOf(services: Services): Fifo<Remembered> {
  let memory = memories.get(services);
  if (memory) return memory;
  memory = new Fifo<Remembered>(MOST_REMEMBERED, REMEMBERED_MS);
  const kept = memory;
  memories.set(services, memory);
  services.live.subscribe('viewer', ({ data }) => forget(kept, data.personId));
  services.live.onGap(() => kept.clear());
  return memory;
}

function forget(memory: Fifo<Remembered>, personId: unknown): void {
  for (const key of [...memory.keys()]) if (memory.get(key)?.viewer.personId === personId) memory.delete(key);
}

/** Who sends a request: by session cookie, by personal token, or nobody. */
export async function viewerOf(services: Services, request: FastifyRequest): Promise<Viewer> {
  const { authorization } = request.headers;
  if (authorization?.startsWith('Bearer ')) return viewerOfToken(services, authorization.slice(7).trim(), request.method);
  const session = request.cookies[sessionCookie(services)];
  if (!session) return { ...ANONYMOUS, language: acceptedLanguage(request.headers['accept-language']) };
  const memory = memoryOf(services);
  const known = memory.get(session);
  if (known) return known.viewer;
  const viewer = await viewerOfSession(services, session);
  if (!viewer) return { ...ANONYMOUS, language: acceptedLanguage(request.headers['accept-language']) };
  memory.set(session, { viewer });
  return viewer;
}

async function viewerOfSession(services: Services, cookie: string): Promise<Viewer | null> {
  const found = await openSession(services, cookie);
  if (!found) return null;
  const { db } = services.database;
  let rows = await viewerOfAccount(db, found.account.id);
  if (rows.length === 0) {
    await ensurePerson(createContext(services, ANONYMOUS), found.account);
    rows = await viewerOfAccount(db, found.account.id);
  }
  // When a session was last used is worth knowing, and never worth failing for: a full disk still shows pages.
  await keepUp(services, found).catch((err: unknown) => services.log.warn({ err }, 'a session could not be marked'));
  return asViewer(rows, found.token, services.clock());
}

async function viewerOfToken(services: Services, token: string, method: string): Promise<Viewer> {
  const memory = memoryOf(services);
  const hash = hashToken(token);
  const key = `token ${hash}`;
  let known = memory.get(key);
  if (!known) {
    const { db } = services.database;
    const now = services.clock();
    const found = await tokenByHash(db, hash, now);
    if (!found) throw new Refusal('sign_in', 'people.error.token');
    // Its last use is noted when it is first remembered: to the minute, not to the request.
    await noteTokenUse(db, found.id, now);
    known = { viewer: (await viewerOfId(services, found.person_id)) ?? ANONYMOUS, scope: found.scope };
    memory.set(key, known);
  }
  if (known.scope === 'read' && !SAFE.has(method)) throw new Refusal('forbidden', 'people.error.token_scope');
  return known.viewer;
}

/** A person as the viewer, for mail, commands and jobs that act for them. */
export async function viewerOfId(services: Services, personId: number): Promise<Viewer | null> {
  const rows = await viewerOfPerson(services.database.db, personId);
  return rows.length > 0 ? asViewer(rows, null, services.clock()) : null;
}

function asViewer(rows: Awaited<ReturnType<typeof viewerOfPerson>>, sessionToken: string | null, now: number): Viewer {
  const [first] = rows;
  if (!first) return ANONYMOUS;
  const roles = rows.filter((row) => row.space_id !== null).map((row) => [row.space_id!, row.role!] as const);
  const banned = rows.filter((row) => row.banned_from !== null && (row.banned_until ?? Infinity) > now).map((row) => row.banned_from!);
  const grants = rows.flatMap((row) => (row.grants && row.grants !== '[]' ? [[row.space_id!, new Set<string>(JSON.parse(row.grants))] as const] : []));
  return {
    personId: first.id,
    handle: first.handle,
    name: first.name,
    photoKey: first.photo_key,
    // Where there are no texts in it, dates and numbers in it would stand among English words.
    language: languages().includes(first.language) ? first.language : 'en',
    timeZone: first.time_zone,
    theme: first.theme,
    admin: first.host_role !== null,
    roles: new Map(roles),
    grants: new Map(grants),
    banned: new Set(banned),
    mailStopped: first.mail_stopped,
    sessionToken,
  };
}

/** The first language asked for that there are texts in (RFC 9110 §12.5.4), English otherwise. */
export function acceptedLanguage(header: string | undefined): string {
  if (!header) return 'en';
  const available = languages();
  const wanted = header
    .split(',', 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find(Boolean);
      return { tag, q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { tag } of wanted) {
    const found = available.find((language) => language === tag || language === tag.split('-')[0]);
    if (found) return found;
  }
  return 'en';
}
