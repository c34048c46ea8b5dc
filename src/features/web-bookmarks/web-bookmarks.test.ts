import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const ME = '/me/web-bookmarks';
const add = (who: Cast, form: Record<string, string>) => world.as(who).post(ME, form);
const shelf = async (who: Cast | null, query = '', owner = 'leila') => (await (who ? world.as(who) : world.anonymous).get(`/people/${owner}/bookmarks${query}`)).body;
const ownId = async (title: string) => new RegExp(`${ME}/(\\d+)/edit">[^<]*<span class="vh">: ${title}`).exec(await shelf('leila'))![1]!;

function upload(who: Cast, text: string, fields: Record<string, string> = {}) {
  const parts = Object.entries(fields).map(([name, value]) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const payload = `${parts.join('')}--b\r\ncontent-disposition: form-data; name="file"; filename="bookmarks.html"\r\ncontent-type: text/html\r\n\r\n${text}\r\n--b--\r\n`;
  return world.as(who).send({ method: 'POST', url: `${ME}/import`, payload, headers: { 'content-type': 'multipart/form-data; boundary=b' } });
}

it('keeps pages for oneself, and shows to others what one makes public', async () => {
  expect((await add('leila', { url: 'example.org/open', title: 'An open guide', note: 'For newcomers', tags: 'Guides, Panels', public: 'yes' })).headers.location).toBe('/people/leila/bookmarks');
  await add('leila', { url: 'https://example.org/mine', title: 'My drawer', tags: 'secret drawer, Panels' });
  const own = await shelf('leila');
  for (const text of ['href="https://example.org/open"', 'For newcomers', 'My drawer', 'only you']) expect(own).toContain(text);
  for (const who of ['tomasi', null] as const)
    for (const body of [await shelf(who), await shelf(who, '?tag=panels'), (await world.anonymous.get('/people/leila')).body]) {
      expect(body).toContain('An open guide');
      expect(body).not.toMatch(/My drawer|secret/);
    }
  expect(await shelf(null, '?tag=secret-drawer')).toContain('Nothing to see here yet');
  expect(own).toMatch(/Panels<\/span> <span class="count">2/);
  expect(await shelf(null)).toMatch(/Panels<\/span> <span class="count">1/);
});

it('changes and deletes one’s own only', async () => {
  const id = await ownId('My drawer');
  expect((await world.as('leila').get(`${ME}/${id}/edit`)).body).toContain('value="secret drawer, Panels"'.replace('secret drawer, Panels', 'Panels, secret drawer'));
  await world.as('leila').post(`${ME}/${id}`, { url: 'https://example.org/mine', title: 'Our drawer', tags: '', public: 'yes' });
  expect(await shelf(null)).toContain('Our drawer');
  for (const path of [`${ME}/${id}`, `${ME}/${id}/delete`]) {
    expect((await world.as('tomasi').post(path, { url: 'https://evil.example' })).statusCode).toBe(404);
    expect((await world.anonymous.post(path, {})).statusCode).not.toBe(200);
  }
  expect((await world.as('tomasi').get(`${ME}/${id}/edit`)).statusCode).toBe(404);
  await world.as('leila').post(`${ME}/${id}/delete`);
  expect(await shelf('leila')).not.toContain('Our drawer');
});

it('takes pages of the web, each once, and says what is wrong beside the field', async () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,<script>', 'https://', '']) {
    const answer = await add('leila', { url, title: 'Typed title' });
    expect(answer.statusCode, url).toBe(422);
    expect(answer.body).toContain('f-url-error');
    expect(answer.body).toContain('Typed title');
  }
  expect((await add('leila', { url: 'https://example.org/open' })).body).toContain('among your bookmarks already');
  expect((await add('leila', { url: 'https://example.org/x', note: 'x'.repeat(2001) })).statusCode).toBe(422);
  expect((await world.anonymous.get(`${ME}/new`)).headers.location).toContain('/sign-in');
});

it('takes in a browser’s file, and gives one out that brings the same', async () => {
  const file = '<DL><DT><H3>Reading</H3><DL><DT><A HREF="https://example.org/1" ADD_DATE="1600000000" TAGS="one">First &amp; best</A><DD>Read me<DT><A HREF="https://example.org/open">Known</A><DT><A HREF="javascript:alert(1)">Bad</A><DT><A HREF="https://example.org/p" PRIVATE="1">Hidden</A></DL></DL>';
  expect((await upload('leila', file, { public: 'yes' })).headers.location).toBe('/people/leila/bookmarks');
  const own = await shelf('leila');
  expect(own).toContain('2 bookmarks added, 1 you had already, 1 left out.');
  expect(own).toContain('First &amp; best');
  expect(own).not.toContain('javascript:');
  expect(await shelf(null, '?tag=reading')).toContain('First &amp; best');
  expect(await shelf(null)).not.toContain('Hidden');
  expect(await shelf('leila')).toContain('An open guide');

  const out = await world.as('leila').get(`${ME}/export`);
  expect(out.headers['content-disposition']).toContain('attachment');
  expect((await upload('tomasi', out.body)).statusCode).toBe(303);
  const copied = await world.as('tomasi').get(`${ME}/export`);
  expect(copied.body).toBe(out.body.replaceAll('PRIVATE="0"', 'PRIVATE="1"'));
  expect((await world.anonymous.get(`${ME}/export`)).headers.location).toContain('/sign-in');
});

it('refuses files that are none, or too much', async () => {
  expect((await upload('pavel', 'just words')).body).toContain('There are no bookmarks in this file');
  expect((await upload('pavel', '<a href="https://example.org">x</a>'.repeat(5001))).body).toContain('more than 5,000');
  expect((await upload('pavel', Array.from({ length: 3000 }, (_, n) => `<A HREF="https://example.org/${n}" TAGS="a,b">${n}</A>`).join(''))).statusCode).toBe(303);
  expect((await upload('pavel', '\u0000'.repeat(1000))).statusCode).toBe(422);
});

it('leads through many, a page at a time', async () => {
  const seen = new Set<string>();
  for (let query = '', pages = 0; pages < 4; pages += 1) {
    const body = await shelf('pavel', query, 'pavel');
    for (const [, url] of body.matchAll(/<h2 class="h3" dir="auto"><a href="(https:[^"]+)"/g)) seen.add(url!);
    query = /rel="next" href="[^"]*(\?before=[^"]+)"/.exec(body)![1]!;
  }
  expect(seen.size).toBe(200);
});
