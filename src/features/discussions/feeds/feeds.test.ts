import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '#test/world.ts';
import { atom } from '#platform/text/atom.ts';
import { elements } from './well-formed.fixture.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const HOSTILE = `</title><script>alert("1")</script> & 'quotes' ]]> \u202e \u0007 𝕏 &amp;`;

async function started(title: string, body = 'First words'): Promise<string> {
  return (await world.as('tomasi').post('/c/mel/discussions', { title, body, type: 'conversation' })).headers.location!;
}

describe('the feed of a community', () => {
  it('is well-formed, with absolute addresses and lasting ids, whatever the titles are', async () => {
    const at = await started(HOSTILE, 'With <script>alert(1)</script> and [a link](/c/mel) and @leila');
    const answer = await world.anonymous.get('/c/mel/discussions.atom');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    const found = elements(answer.body);
    const entry = found.slice(found.findIndex((e) => e.name === 'entry'));
    const text = (name: string) => entry.find((e) => e.name === name)!.text;
    expect(text('title')).toContain('</title><script>');
    expect(text('id')).toMatch(/^tag:copse\.test,\d{4}-\d\d-\d\d:item-\d+-\d+$/);
    expect(text('content')).toContain('href="http://copse.test/people/leila"');
    expect(text('content')).not.toContain('<script');
    expect(entry.find((e) => e.name === 'link')!.attributes.href).toBe(`http://copse.test${at}`);
    expect(text('name')).toBe('Tomasi');
    for (const name of ['id', 'title', 'updated', 'published']) expect(text(name)).not.toBe('');
  });

  it('leaves out what a reader may not read, and what was deleted', async () => {
    const room = (await world.as('tomasi').post('/c/mel/r/surveys/discussions', { title: 'For members', body: 'x' })).headers.location!;
    const gone = await started('Soon deleted');
    const id = /discussions\/(\d+)/.exec(gone)![1];
    await world.as('tomasi').post(`/c/mel/discussions/posts/${id}/delete`);
    expect((await world.as('leila').get('/c/mel/discussions.atom')).body).toContain('For members');
    const visitors = (await world.anonymous.get('/c/mel/discussions.atom')).body;
    expect(visitors).not.toContain('For members');
    expect(visitors).not.toContain('Soon deleted');
    for (const path of ['/c/mel/r/surveys/discussions.atom', `${room}.atom`, `${gone}.atom`])
      expect((await world.anonymous.get(path)).statusCode, path).toBe(404);
    expect((await world.as('leila').get(`${room}.atom`)).statusCode).toBe(200);
  });

  it('answers 304 to whoever has it, until something is new', async () => {
    await started('Cached');
    const first = await world.anonymous.get('/c/mel/discussions.atom');
    const etag = { 'if-none-match': first.headers.etag as string };
    expect((await world.anonymous.get('/c/mel/discussions.atom', etag)).statusCode).toBe(304);
    await started('Newer');
    const again = await world.anonymous.get('/c/mel/discussions.atom', etag);
    expect(again.statusCode).toBe(200);
    expect(again.body).toContain('Newer');
  });

  it('of a community for members is a missing page to strangers', async () => {
    const { community } = await world.place('anjali');
    await world.changeSpace(community, { visibility: 'members' });
    expect((await world.as('stranger').get('/c/mel/discussions.atom')).statusCode).toBe(404);
    expect((await world.as('leila').get('/c/mel/discussions.atom')).statusCode).toBe(200);
    await world.changeSpace(community, { visibility: 'public' });
  });
});

describe('the feed of a discussion', () => {
  it('carries its replies, newest first, beside its page', async () => {
    const at = await started('Überblick: متابعة & “quotes”');
    await world.as('leila').post(`${at}/reply`, { body: 'A *reply*' });
    const answer = await world.anonymous.get(`${at}.atom`);
    expect(answer.statusCode, answer.body).toBe(200);
    const found = elements(answer.body);
    expect(found.filter((e) => e.name === 'content').map((e) => e.text.trim())).toEqual([expect.stringContaining('<em>reply</em>'), expect.stringContaining('First words')]);
    expect((await world.anonymous.get(at)).statusCode).toBe(200);
    expect((await world.anonymous.get(at)).body).toContain(`${at}.atom`);
    expect((await world.anonymous.get('/c/mel/discussions/999999.atom')).statusCode).toBe(404);
  });
});

it('writes a feed without entries', () => {
  const feed = atom({ id: 'tag:x,2026-01-01:y', title: 'A & B', subtitle: null, self: 'http://x/f', href: 'http://x/', language: 'en', createdAt: 0, entries: [] });
  expect(elements(feed).map((e) => e.name)).toEqual(['feed', 'id', 'title', 'updated', 'link', 'link', 'generator']);
});
