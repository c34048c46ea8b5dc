import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** Starts a discussion and answers its address. */
async function started(title: string, body = 'We changed firms midway.', form = {}): Promise<string> {
  const answer = await world.as('tomasi').post('/c/mel/discussions', { title, body, type: 'question', ...form });
  expect(answer.statusCode, answer.body).toBe(303);
  return answer.headers.location!;
}

describe('starting and reading', () => {
  it('publishes what a member writes, for everyone to read', async () => {
    const at = await started('How do you keep a baseline honest?', 'Has **anyone** kept a comparison alive?', { tags: 'Data quality, surveys' });
    const page = await world.anonymous.get(at);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('How do you keep a baseline honest?');
    expect(page.body).toContain('<strong>anyone</strong>');
    expect(page.body).toContain('Data quality');
    expect((await world.anonymous.get('/c/mel/discussions')).body).toContain(at);
    expect((await world.anonymous.get('/c/mel')).body).toContain(at);
  });

  it('shows the form again with what was typed when something is missing', async () => {
    const answer = await world.as('tomasi').post('/c/mel/discussions', { title: '', body: 'Long text that must not be lost', type: 'question' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Long text that must not be lost');
    expect(answer.body).toContain('Give it a title that says what it is about.');
  });

  it('publishes once when sent twice at the same moment', async () => {
    const form = { title: 'Sent twice', body: 'once', once: crypto.randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => world.as('leila').post('/c/mel/discussions', form)));
    expect(new Set(answers.map((a) => a.headers.location)).size).toBe(1);
    expect((await world.anonymous.get('/c/mel/discussions')).body.match(/Sent twice/g)).toHaveLength(1);
  });

  it('asks a visitor to sign in, and refuses what another site sends', async () => {
    const visitor = await world.anonymous.get('/c/mel/discussions/new');
    expect(visitor.headers.location).toBe('/sign-in?back=%2Fc%2Fmel%2Fdiscussions%2Fnew');
    const foreign = await world.as('tomasi').post('/c/mel/discussions', { title: 'x', body: 'y' }, { 'sec-fetch-site': 'cross-site' });
    expect(foreign.statusCode).toBe(403);
  });
});

describe('replying', () => {
  it('adds replies in order, with quotes and mentions', async () => {
    const at = await started('Replies');
    const reply = await world.as('leila').post(`${at}/reply`, { body: '> changed firms\n\nWe overlapped, @tomasi.' });
    expect(reply.statusCode).toBe(303);
    expect(reply.headers.location).toMatch(/#post-\d+$/);
    for (const number of [2, 2.5, 99]) expect((await world.anonymous.get(`${at}?post=${number}`)).headers.location).toBe(reply.headers.location);
    const page = await world.anonymous.get(at);
    expect(page.body).toContain('<blockquote');
    expect(page.body).toContain('href="/people/tomasi"');
  });

  it('lets somebody who only has an account join by replying', async () => {
    const at = await started('Open door');
    expect((await world.as('stranger').get(at)).body).toContain('Join and reply');
    expect((await world.as('stranger').post(`${at}/reply`, { body: 'Hello from outside' })).statusCode).toBe(303);
    expect((await world.anonymous.get('/c/mel/members')).body).toContain('Stranger');
  });
});

it('gives titles in any script an address that works', async () => {
  for (const title of ['متابعة وتقييم', 'Überblick über “alles”', '評価', '🌱']) {
    const at = await started(title);
    expect((await world.anonymous.get(at)).statusCode, title).toBe(200);
    expect((await world.as('leila').post(`${at}/reply`, { body: 'yes' })).statusCode, title).toBe(303);
  }
});
