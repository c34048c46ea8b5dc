import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type World } from '#test/world.ts';
import { importDiscourse, importMbox } from './index.ts';
import { prepareSearch } from './searchable.ts';

let world: World;
const folder = mkdtempSync(join(tmpdir(), 'copse-archive-'));

const mail = (id: string, from: string, date: string, subject: string, body: string, more = '') =>
  `From ${from.replace(/.*<|>.*/g, '')} Mon Jan  6 10:00:00 2003\nFrom: ${from}\nDate: ${date}\nMessage-ID: <${id}@list.example>\nSubject: ${subject}\n${more}\n${body}\n\n`;

const ARCHIVE = [
  mail('a', 'Ada Okoro <ada@example.net>', 'Mon, 06 Jan 2003 10:00:00 +0000', 'Baselines', 'How do you keep them honest?'),
  mail('c', 'Bo Lind <bo@example.net>', 'Mon, 06 Jan 2003 12:00:00 +0000', 'Re: Baselines', 'Overlap the teams.\n\n> Who asks?\n\nAll of us.', 'References: <a@list.example> <b@list.example>\n'),
  mail('b', 'Ada Okoro <ada@example.net>', 'Mon, 06 Jan 2003 11:00:00 +0000', 'Re: Baselines', 'Who asks?', 'In-Reply-To: <a@list.example>\n'),
  mail('d', 'Cy <cy@example.net>', 'Tue, 07 Jan 2003 09:00:00 +0000', 'Re: Baselines', 'Lost its references.'),
  mail('e', 'Cy <cy@example.net>', 'not a date', '=?utf-8?q?M=C3=A9nages?=', 'Second thread'),
];

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.close();
});

async function run(name: string, text: string) {
  const file = join(folder, name);
  writeFileSync(file, text);
  const { space } = await world.place('anjali');
  return importMbox(await world.ctx('anjali'), space, [file], { quiet: true });
}

it('threads an archive by its ids, then by subject, in the order of time', async () => {
  const report = await run('a.mbox', ARCHIVE.join(''));
  expect(report).toMatchObject({ read: 5, imported: 5, discussions: 2, people: 3, repairedDates: 1 });
  const list = await world.anonymous.get('/c/mel/discussions');
  const at = /href="(\/c\/mel\/discussions\/\d+-baselines)"/.exec(list.body)![1]!;
  const page = (await world.anonymous.get(at)).body;
  const order = ['How do you keep them honest?', 'Who asks?', 'Overlap the teams.', 'Lost its references.'].map((text) => page.indexOf(text));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order).not.toContain(-1);
  expect(list.body).toContain('Ménages');
  expect(page).not.toContain('ada@example.net');
});

it('adds nothing the second time, and only the new the third', async () => {
  expect(await run('a.mbox', ARCHIVE.join(''))).toMatchObject({ imported: 0, discussions: 0, people: 0 });
  const later = mail('f', 'Ada Okoro <ada@example.net>', 'Wed, 08 Jan 2003 09:00:00 +0000', 'Re: Baselines', 'Thanks to all.', 'In-Reply-To: <c@list.example>\n');
  expect(await run('b.mbox', ARCHIVE.join('') + later)).toMatchObject({ imported: 1, discussions: 0, people: 0 });
  await world.work();
  expect((await world.anonymous.get('/c/mel/search?q=honest')).body).toContain('1 result.');
});

it('waits for what a process that was killed had begun, until all can be found', async () => {
  await run('killed.mbox', mail('k', 'Ada Okoro <ada@example.net>', 'Thu, 09 Jan 2003 09:00:00 +0000', 'Zebras', 'Striped'));
  const { database, clock } = world.services;
  const { id } = (await world.place('anjali')).community;
  const held = { locked_by: 'killed', locked_until: clock() + 700, unique_key: null };
  expect((await database.db.updateTable('jobs').set(held).where('unique_key', '=', `search.index:${id}`).executeTakeFirst()).numUpdatedRows).toBe(1n);
  await prepareSearch(world.services, id);
  expect((await world.anonymous.get('/c/mel/search?q=zebras')).body).toContain('1 result.');
});

it('survives junk and says what it skipped', async () => {
  const report = await run('junk.mbox', `${ARCHIVE[0]}From x@y Mon Jan  6 10:00:00 2003\n\n\n${'\u0000\u0001'.repeat(50)}\n${ARCHIVE[1]}`);
  expect(report.imported).toBe(0);
  expect(report.skipped['already here']).toBe(2);
  await expect(run('empty.mbox', '')).rejects.toThrow(/empty/);
});

it('lets the author claim imported posts by confirming the address', async () => {
  const client = world.anonymous;
  await client.post('/sign-up', { name: 'Ada', address: 'ada@example.net', password: 'a long enough password' });
  await world.work();
  const [letter] = await world.mails();
  const token = /confirm\?token=([^\s"]+)/.exec(letter!.raw.replace(/=\n/g, '').replaceAll('=3D', '='))![1]!;
  expect((await client.post('/confirm', { token: decodeURIComponent(token) })).statusCode).toBe(303);
  const person = await world.services.database.db.selectFrom('people').selectAll().where('handle', '=', 'ada-okoro').executeTakeFirstOrThrow();
  expect(person.account_id).not.toBeNull();
});

it('imports Discourse topics once, with rooms, answers and harmless HTML', async () => {
  const post = (n: number, more = {}) => ({ post_number: n, username: `user${n}`, name: '', created_at: `2020-01-0${n}T00:00:00Z`, cooked: `<p>Post ${n}<script>alert(1)</script></p>`, ...more });
  writeFileSync(join(folder, 'topic.json'), JSON.stringify({ id: 7, title: 'From a forum', category_id: 3, tags: ['meshes'], post_stream: { posts: [post(1), post(2, { accepted_answer: true, reply_to_post_number: 1 }), post(3, { deleted_at: '2020' })] } }));
  writeFileSync(join(folder, 'categories.json'), JSON.stringify({ category_list: { categories: [{ id: 3, name: 'Support', slug: 'support' }] } }));
  const again = async () => importDiscourse(await world.ctx('anjali'), (await world.place('anjali')).space, folder, { quiet: true });
  expect(await again()).toMatchObject({ imported: 2, discussions: 1 });
  expect(await again()).toMatchObject({ imported: 0 });
  const list = (await world.anonymous.get('/c/mel/r/support/discussions')).body;
  const page = await world.anonymous.get(/href="([^"]*from-a-forum)"/.exec(list)![1]!);
  expect(page.body).toContain('Post 2');
  expect(page.body).not.toContain('alert(1)');
  expect(page.body).toContain('The answer is by');
});
