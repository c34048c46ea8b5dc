import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createCommunity, readablePlace } from '../communities/index.ts';
import { start } from '../discussions/index.ts';
import { makeWorld, type Client, type World } from '#test/world.ts';

const ME = '/me/bookmarks';

let world: World;
let leila: Client;
let talk: { at: string; id: string };
let secret: { at: string; id: string };

beforeAll(async () => {
  world = await makeWorld();
  leila = world.as('leila');
  talk = await started('tomasi', 'Who pays the enumerators?');
  secret = await started('anjali', 'Layoffs planned', '/r/core');
});
beforeEach(() => world.pass(1000));
afterAll(() => world.close());

async function started(name: 'tomasi' | 'anjali', title: string, room = ''): Promise<{ at: string; id: string }> {
  const at = (await world.as(name).post(`/c/mel${room}/discussions`, { title, body: 'Café money, mostly.' })).headers.location!;
  return { at, id: /\/(\d+)-/.exec(at)![1]! };
}

/** One step beside an item. */
const save = (client: Client, item: string, what = 'save') => client.post('/c/mel/bookmarks', { item, do: what });
const titles = (body: string) => [...body.matchAll(/<h2 class="h3"[^>]*>(?:<a href="[^"]+">)?([^<]+)/g)].map((m) => m[1]!);
const listed = async (client: Client, search = '') => titles((await client.get(ME + search)).body);
const change = async (fields: Record<string, unknown>) => leila.post(ME, { community: (await world.place('leila')).community.id, ...fields });

it('saves in one step and leads back to it; saving twice is saving once', async () => {
  expect(await listed(leila)).toEqual([]);
  for (let n = 0; n < 2; n += 1) {
    const answer = await save(leila, talk.id);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe(`${talk.at}#post-${talk.id}`);
  }
  expect(await listed(leila)).toEqual(['Who pays the enumerators?']);
  expect(await listed(world.as('pavel'))).toEqual([]);
});

it('shows in the thread what one saved, to oneself only', async () => {
  const pressed = (body: string) => /data-bookmark="" name="do" value="(\w+)" aria-pressed="(\w+)"/.exec(body)?.slice(1);
  expect(pressed((await leila.get(talk.at)).body)).toEqual(['remove', 'true']);
  expect(pressed((await world.as('pavel').get(talk.at)).body)).toEqual(['save', 'false']);
  expect(pressed((await world.anonymous.get(talk.at)).body)).toBeUndefined();
  await save(world.as('pavel'), talk.id);
  expect((await save(world.as('pavel'), talk.id, 'remove')).headers.location).toBe(`${talk.at}#post-${talk.id}`);
  expect(pressed((await world.as('pavel').get(talk.at)).body)).toEqual(['save', 'false']);
});

it('saves nothing that one may not read, like what does not exist', async () => {
  const answers = [await save(leila, secret.id), await save(leila, '999999')];
  expect(answers.map((answer) => answer.statusCode)).toEqual([404, 404]);
  expect((await save(world.anonymous, talk.id)).statusCode).toBe(401);
  expect((await world.anonymous.get(ME)).headers.location).toMatch(/^\/sign-in/);
  expect((await save(leila, 'x')).statusCode).toBe(422);
});

it('keeps a note and a folder, and refuses a note too long beside it with what was typed', async () => {
  const made = await leila.post(`${ME}/folders`, { name: '  For   Tuesday ' });
  const folder = /folder=(\d+)/.exec(made.headers.location!)![1]!;
  expect((await change({ item: talk.id, note: 'Ask Tomasi', folder })).statusCode).toBe(303);
  const { body } = await leila.get(`${ME}?folder=${folder}`);
  expect(body).toContain('<h1 dir="auto">For Tuesday</h1>');
  expect(body).toContain('Ask Tomasi');
  expect(titles(body)).toEqual(['Who pays the enumerators?']);
  const long = await change({ item: talk.id, note: 'x'.repeat(2001) });
  expect(long.statusCode).toBe(422);
  expect(long.body).toContain('Keep the note within 2,000 characters.');
  expect(long.body).toContain('x'.repeat(2001));
  expect((await leila.get(ME)).body).toContain('Ask Tomasi');
});

it('finds by words of title, beginning and note, without accents and capitals', async () => {
  expect(await listed(leila, '?q=ENUMERATORS')).toEqual(['Who pays the enumerators?']);
  expect(await listed(leila, '?q=cafe+tomasi')).toEqual(['Who pays the enumerators?']);
  expect(await listed(leila, '?q=100%25')).toEqual([]);
  expect((await leila.get(`${ME}?q=nowhere`)).body).toContain('Nothing found');
});

it('deletes a folder without what it holds, and brings it back', async () => {
  const id = /href="\/me\/bookmarks\?folder=(\d+)"/.exec((await leila.get(ME)).body)![1]!;
  expect((await world.as('pavel').post(`${ME}/folders/${id}/delete`)).statusCode).toBe(404);
  const gone = await leila.post(`${ME}/folders/${id}/delete`);
  expect(gone.headers.location).toBe(`${ME}?undo_folder=${id}`);
  const { body } = await leila.get(gone.headers.location!);
  expect(titles(body)).toEqual(['Who pays the enumerators?']);
  expect(body).not.toContain('For Tuesday');
  expect((await leila.post(`${ME}/folders/${id}/restore`)).statusCode).toBe(303);
  expect(await listed(leila, `?folder=${id}`)).toEqual(['Who pays the enumerators?']);
  await leila.post(`${ME}/folders/${id}`, { name: 'For Wednesday' });
  expect((await leila.get(ME)).body).toContain('For Wednesday');
});

it('removes with a way back that keeps the note', async () => {
  const gone = await change({ item: talk.id, do: 'remove' });
  expect(await listed(leila)).toEqual([]);
  expect((await leila.get(gone.headers.location!)).body).toContain('Put it back');
  await change({ item: talk.id, do: 'restore' });
  expect((await leila.get(ME)).body).toContain('Ask Tomasi');
  expect((await change({ item: '999999', do: 'remove' })).statusCode).toBe(404);
});

it('tells nothing of what one may read no longer, and lets go of it', async () => {
  await leila.post('/c/mel/r/surveys/join');
  const inside = await started('anjali', 'Panel of forty villages', '/r/surveys');
  await save(leila, inside.id);
  expect(await listed(leila)).toContain('Panel of forty villages');
  await world.as('anjali').post('/c/mel/r/surveys/settings', { name: 'Surveys', visibility: 'invited' });
  await leila.post('/c/mel/r/surveys/leave');
  for (const path of [ME, `${ME}.json`, `${ME}.md`, '/api/v1/me/bookmarks', `${ME}?q=villages`]) expect((await leila.get(path)).body, path).not.toContain('Panel');
  expect(await listed(leila)).toEqual(['No longer available', 'Who pays the enumerators?']);
  await change({ item: inside.id, do: 'remove' });
  expect(await listed(leila)).toEqual(['Who pays the enumerators?']);
});

it('gives everything to take along', async () => {
  const json = JSON.parse((await leila.get(`${ME}.json`)).body) as { note: string; folder: { name: string }; item: { url: string } }[];
  expect(json).toHaveLength(1);
  expect(json[0]).toMatchObject({ note: 'Ask Tomasi', folder: { name: 'For Wednesday' }, item: { url: `http://copse.test${talk.at}#post-${talk.id}` } });
  const markdown = (await leila.get(`${ME}.md`)).body;
  expect(markdown).toContain(`- [Who pays the enumerators?](<http://copse.test${talk.at}#post-${talk.id}>)`);
  expect(markdown).toContain('  > Ask Tomasi');
  expect((await world.as('pavel').get(`${ME}.json`)).body).toBe('[]\n');
});

it('does all of it for programs', async () => {
  const pavel = world.as('pavel');
  const api = (method: 'PUT' | 'DELETE' | 'POST' | 'PATCH', path: string, payload?: object) => pavel.send({ method, url: `/api/v1${path}`, ...(payload && { payload }) });
  const folder = JSON.parse((await api('POST', '/me/bookmark-folders', { name: 'API' })).body) as { folder: { id: number } };
  const at = `/communities/mel/bookmarks/${talk.id}`;
  expect((await api('PUT', at, { note: 'By program', folder: folder.folder.id })).statusCode).toBe(204);
  const { bookmarks } = JSON.parse((await pavel.get('/api/v1/me/bookmarks?q=program')).body) as { bookmarks: object[] };
  expect(bookmarks).toMatchObject([{ item_id: Number(talk.id), note: 'By program', folder: { name: 'API' } }]);
  expect((await api('PUT', `/communities/mel/bookmarks/${secret.id}`, {})).statusCode).toBe(404);
  expect((await api('PUT', at, { folder: 999999 })).statusCode).toBe(422);
  expect((await api('PATCH', `/me/bookmark-folders/${folder.folder.id}`, { name: 'Renamed' })).statusCode).toBe(204);
  expect((await pavel.get('/api/v1/me/bookmark-folders')).body).toContain('Renamed');
  expect((await api('DELETE', at)).statusCode).toBe(204);
  expect((await api('DELETE', at)).statusCode).toBe(404);
});

it('pages by keyset within eight statements, over several communities', async () => {
  for (let n = 0; n < 4; n += 1) await createCommunity(await world.ctx('pavel'), { name: `Community ${n}`, slug: `far-${n}` });
  for (let n = 0; n < 34; n += 1) {
    world.pass(1000);
    const place = await readablePlace(await world.ctx('pavel'), `far-${n % 4}`, null);
    const { id } = await start(await world.ctx('pavel'), place, { type: 'conversation', title: `Number ${n}`, body: 'x', tags: '', attachments: [] });
    expect((await world.as('pavel').post(`/c/far-${n % 4}/bookmarks`, { item: id, do: 'save' })).statusCode).toBe(303);
  }
  let statements = 0;
  const counting: KyselyPlugin = { transformQuery: ({ node }) => node, transformResult: async ({ result }) => ((statements += 1), result) };
  world.services.database.db = world.services.database.db.withPlugin(counting);
  await world.as('pavel').get(ME);
  statements = 0;
  const first = await world.as('pavel').get(ME);
  expect(statements).toBeLessThanOrEqual(8);
  expect(titles(first.body).slice(0, 2)).toEqual(['Number 33', 'Number 32']);
  expect(titles(first.body)).toHaveLength(30);
  const older = /href="(\?before=[^"]+)"/.exec(first.body)![1]!;
  expect(await listed(world.as('pavel'), older)).toEqual(['Number 3', 'Number 2', 'Number 1', 'Number 0']);
  expect(JSON.parse((await world.as('pavel').get(`${ME}.json`)).body)).toHaveLength(34);
});
