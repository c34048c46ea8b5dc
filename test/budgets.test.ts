import { brotliCompressSync } from 'node:zlib';
import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type Client, type World } from '#test/world.ts';

/** SQL statements that a page may take, however many rows there are. */
const STATEMENTS = 8;
/** Bytes, compressed, of a page of twenty posts. */
const PAGE_BYTES = 25_000;

let world: World;
let statements = 0;
let busy: string;
let newsAt: string;
/** A question that waits for an answer. */
let asked: string;

beforeAll(async () => {
  world = await makeWorld();
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      statements += 1;
      return result;
    },
  };
  world.services.database.db = world.services.database.db.withPlugin(counting);
  busy = await written('A long one', 0);
  newsAt = await posted('Rain gauges');
  asked = await written('Which households to visit', 0, 'question');
});
afterAll(() => world.close());

async function written(title: string, replies: number, type = 'conversation'): Promise<string> {
  const { headers } = await world.as('tomasi').post('/c/mel/discussions', { title, body: 'What did **you** do, @leila, @anjali?', tags: 'surveys, panels', type });
  await answered(headers.location!, replies);
  return headers.location!;
}

/** News with a discussion about it. */
async function posted(title: string): Promise<string> {
  const { headers } = await world.as('anjali').post('/c/mel/news', { title, summary: 'They are back.', tags: 'surveys', do: 'publish' });
  await world.as('tomasi').post(`${headers.location!.replace(/(\d+)-.*/, '$1')}/discuss`, { words: 'Good' });
  return headers.location!;
}

async function answered(at: string, replies: number): Promise<void> {
  const people = [world.as('leila'), world.as('pavel'), world.as('anjali')];
  for (let n = 0; n < replies; n += 1) {
    const body = `We visited the same forty households, once, in week ${n}; the ${n % 7} who moved were found by their neighbours. ${'More words on how. '.repeat(n % 9)}`;
    expect((await people[n % 3]!.post(`${at}/reply`, { body })).statusCode).toBe(303);
  }
}

/** Statements of the second visit: what is read once per process is then known. */
async function cost(client: Client, path: string): Promise<number> {
  const pages = [];
  for (const nothing of ['?a', '?b']) {
    statements = 0;
    pages.push(await client.get(path.includes('?') ? path : path + nothing));
  }
  expect(pages.at(-1)!.statusCode, path).toBe(client.personId || !path.startsWith('/me') ? 200 : 303);
  return statements;
}

it('takes few statements for a page, and no more when there is more to show', async () => {
  await world.work();
  const paths = () => ['/c/mel', '/c/mel/discussions', busy, '/c/mel/members', '/c/mel/about', '/c/mel/news', newsAt, '/c/mel/contact', '/people/leila', '/people/leila/contributions', '/people/leila/bookmarks', '/c/mel/members/print', '/me', '/me/bookmarks', '/me/inbox', '/me/settings', '/me/settings/security', '/me/settings/data', '/me/settings/notifications', '/me/helping', '/c/mel/search?q=households', '/c/mel/who-can-help?q=households', '/c/mel/newsletters', '/me/settings/newsletters', '/me/reports'];
  const draft = `/c/mel/newsletters/${/\/newsletters\/(\d+)/.exec((await world.as('anjali').post('/c/mel/newsletters', { title: 'News', template: 'letter' })).headers.location!)![1]}`;
  await world.as('anjali').post(`${draft}/pick`, { items: `discussion:${/\d+/.exec(busy)![0]}` });
  const newsletters = ['compose', 'pick', 'preview', 'mail'].map((page) => `${draft}/${page}`);
  const clients = [world.anonymous, world.as('leila'), world.as('anjali')];
  const measure = async () => {
    const all: Record<string, number> = {};
    for (const client of clients) for (const path of paths()) all[`${path} as ${client.personId}`] = await cost(client, path);
    for (const path of ['/c/mel/work', `${busy}/merge`, ...newsletters]) all[path] = await cost(world.as('anjali'), path);
    all['helpers'] = await cost(world.as('tomasi'), `${asked}/helpers`);
    return all;
  };
  const report = (path: string) => world.as('leila').post(`/c/mel/report/${/\d+/.exec(path)![0]}`, { reason: 'spam' });
  await report(await written('One more', 1));
  await answered(busy, 1);
  await world.work();
  const few = await measure();
  await answered(busy, 24);
  for (let n = 0; n < 22; n += 1) {
    await report(await written(`Question ${n}`, 1));
    await posted(`News ${n}`);
  }
  await world.work();
  const many = await measure();
  expect(Object.values(few).some((n) => n > 0)).toBe(true);
  expect(Object.entries(many).filter(([, n]) => n > STATEMENTS)).toEqual([]);
  expect(Object.entries(many).filter(([page, n]) => n > few[page]! + 1)).toEqual([]);
});

it('takes few for a question that its author sees for the first time', async () => {
  await world.as('tomasi').get('/c/mel');
  statements = 0;
  const { body } = await world.as('tomasi').get(asked);
  expect(body).toContain('Who could help');
  expect(statements).toBeLessThanOrEqual(STATEMENTS);
});

it('stays small with twenty posts', async () => {
  const { body } = await world.as('leila').get(busy);
  expect(body.match(/<article class="post/g)!.length).toBeGreaterThanOrEqual(20);
  expect(brotliCompressSync(body).length).toBeLessThan(PAGE_BYTES);
});
