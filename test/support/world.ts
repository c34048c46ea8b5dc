import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createCommunity, createRoom, join, readablePlace, updateSpace, type Space, type SpaceFor, type Place } from '../../src/features/communities/index.ts';
import { authOf, createPerson, insertHostRole, viewerOfId } from '../../src/features/people/index.ts';
import { closeServices, openServices } from '../../src/services.ts';
import { createContext, type Ctx, type Services } from '#platform/context.ts';
import { startRunner } from '#platform/jobs/index.ts';
import { mailboxMessage, mailboxMessages } from '#platform/mail/queries.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { testLog } from './log.ts';
import { faultsOf } from './mail.ts';
import { testDatabase, type TestDatabase } from './engines.ts';

export const PASSWORD = 'correct horse battery';

/** Somebody who uses the site: keeps cookies, sends forms, follows nothing by itself. */
export interface Client {
  personId: number | null;
  /** The Cookie header, for what goes around `send`: a browser, an open connection. */
  cookies(): string;
  get(path: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  post(path: string, form?: Record<string, unknown>, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  send(options: InjectOptions): Promise<LightMyRequestResponse>;
}

export type Cast = 'anjali' | 'tomasi' | 'leila' | 'pavel' | 'stranger';

export interface World {
  services: Services;
  database: TestDatabase;
  app: FastifyInstance;
  anonymous: Client;
  /** Anjali facilitates `mel`; Tomasi, Leila and Pavel are members; the stranger has an account only. */
  as(name: Cast): Client;
  /** Somebody new with an account, who joins a community, or none. */
  newcomer(name: string, community: string | null): Promise<Client>;
  ctx(name: Cast): Promise<Ctx>;
  place(name: Cast, community?: string, room?: string | null): Promise<Place>;
  /** Changes a space past what checks and tells of changes; pages hear of it. */
  changeSpace(space: Pick<Space, 'id' | 'community_id'>, values: Parameters<typeof updateSpace>[2]): Promise<void>;
  /** Runs all due jobs. */
  work(): Promise<number>;
  /** Mails sent so far, newest first, as raw text. */
  mails(): Promise<{ to: string; subject: string; raw: string }[]>;
  /** Moves the clock on, in milliseconds. */
  pass(milliseconds: number): void;
  close(): Promise<void>;
}

/** A host with the community `mel` (public), the room `surveys` (members), the room `core` (invited) and a cast of members. */
export async function makeWorld(environment: Record<string, string> = {}): Promise<World> {
  const database = await testDatabase();
  const { address, folder } = database;
  const config = readConfig({
    DATA_DIR: folder,
    RATE_LIMIT: '0',
    BASE_URL: 'http://copse.test',
    ...('url' in address && { DATABASE_URL: address.url }),
    ...environment,
  });
  let moved = 0;
  const services = await openServices(config, { clock: () => Date.now() + moved, log: testLog });
  const app = await buildApp(services);
  const runner = startRunner(services, { watch: false });
  const clients = new Map<Cast, Client>();
  for (const name of ['anjali', 'tomasi', 'leila', 'pavel', 'stranger'] as const) clients.set(name, await signedIn(services, app, name));
  const world: World = {
    services,
    database,
    app,
    anonymous: client(app, null, ''),
    as: (name) => clients.get(name)!,
    async newcomer(name, community) {
      const newcomer = await signedIn(services, app, name);
      if (community) await newcomer.post(`/c/${community}/join`);
      return newcomer;
    },
    ctx: async (name) => createContext(services, (await viewerOfId(services, clients.get(name)!.personId!))!),
    place: async (name, community = 'mel', room = null) => readablePlace(await world.ctx(name), community, room),
    async changeSpace(space, values) {
      await updateSpace(services.database.db, space as Space, values);
      services.live.deliver([{ channel: 'communities.changed', data: { communityId: space.community_id, spaceId: space.id } }]);
    },
    work: () => runner.drain(),
    mails: () => readMails(services),
    pass: (milliseconds) => void (moved += milliseconds),
    async close() {
      await app.close();
      await runner.stop();
      await closeServices(services);
      await database.drop();
    },
  };
  await settle(world);
  return world;
}

async function settle(world: World): Promise<void> {
  const anjali = await world.ctx('anjali');
  await insertHostRole(anjali.db, anjali.viewer.personId!, 'admin', anjali.now);
  await createCommunity(anjali, { name: 'Monitoring & Learning', slug: 'mel', tagline: 'What did we learn?', visibility: 'public' });
  for (const name of ['tomasi', 'leila', 'pavel'] as const) await join(await world.ctx(name), await world.place(name));
  const community = (await world.place('anjali')).community as SpaceFor<'rooms.open'>;
  const rooms = { surveys: 'members', core: 'invited' } as const;
  for (const [slug, visibility] of Object.entries(rooms))
    await createRoom(await world.ctx('anjali'), community, { name: `Room ${slug}`, slug, tagline: null, description: null, visibility });
}

async function signedIn(services: Services, app: FastifyInstance, name: string): Promise<Client> {
  const auth = await authOf(services);
  const email = `${name}@example.org`;
  const context = await auth.$context;
  const user = await context.internalAdapter.createUser({ email, name, emailVerified: true }, undefined as never);
  const session = await context.internalAdapter.createSession(user.id, false);
  const ctx = createContext(services, ANONYMOUS);
  const capital = name[0]!.toUpperCase() + name.slice(1);
  const person = await createPerson(ctx, { name: capital, accountId: user.id, address: email, confirmedAt: ctx.now });
  const { makeSignature } = await import('better-auth/crypto');
  const value = encodeURIComponent(`${session.token}.${await makeSignature(session.token, context.secret)}`);
  return client(app, person.id, `copse.session_token=${value}`);
}

/** Sends requests as a browser on the same site would. */
export function client(app: FastifyInstance, personId: number | null, cookie: string): Client {
  let cookies = cookie;
  const send = async (options: InjectOptions) => {
    const headers = { ...(cookies && { cookie: cookies }), 'sec-fetch-site': 'same-origin', host: 'copse.test', ...options.headers };
    const answer = await app.inject({ ...options, headers });
    for (const set of answer.cookies) cookies = replaceCookie(cookies, set.name, set.value);
    return answer;
  };
  return {
    personId,
    cookies: () => cookies,
    send,
    get: (path, headers = {}) => send({ method: 'GET', url: path, headers }),
    post: (path, form = {}, headers = {}) =>
      send({
        method: 'POST',
        url: path,
        payload: new URLSearchParams(Object.entries(form).flatMap(([key, value]) => [value].flat().map((v) => [key, String(v)]))).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
  };
}

function replaceCookie(cookies: string, name: string, value: string): string {
  const others = cookies.split('; ').filter((c) => c && !c.startsWith(`${name}=`));
  return [...others, ...(value ? [`${name}=${value}`] : [])].join('; ');
}

const good = new Set<string>();

/** Whatever a test is about, the mails it looks at are as mails of ours have to be. */
async function judged(id: number, raw: string): Promise<string> {
  const faults = good.has(raw) ? [] : await faultsOf(raw);
  if (faults.length > 0) throw new Error(`mail ${id} is not as it should be: ${faults.join(' · ')}`);
  good.add(raw);
  return raw;
}

async function readMails({ database: { db } }: Services) {
  const rows = await mailboxMessages(db, Number.MAX_SAFE_INTEGER, 100);
  return Promise.all(rows.map(async ({ id, recipient, subject }) => ({ to: recipient, subject, raw: await judged(id, Buffer.from((await mailboxMessage(db, id))!.raw).toString()) })));
}
