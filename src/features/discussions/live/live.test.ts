import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeWorld, type Client, type World } from '#test/world.ts';

let world: World;
let port: number;
beforeAll(async () => {
  world = await makeWorld();
  await world.app.listen({ port: 0, host: '127.0.0.1' });
  port = (world.app.server.address() as AddressInfo).port;
});
afterAll(() => world.close());

const opened: IncomingMessage[] = [];
afterEach(() => {
  for (const answer of opened.splice(0)) answer.destroy();
});

interface Line {
  answer: IncomingMessage;
  /** The events so far. */
  events: { event: string; data: Record<string, unknown> }[];
  ended: boolean;
}

/** Opens a connection as a page would, over a real port. */
async function listen(who: Client, path: string): Promise<Line> {
  const headers = { cookie: who.cookies(), accept: 'text/event-stream', 'accept-encoding': 'gzip, br' };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, headers }, resolve).on('error', reject).end();
  });
  opened.push(answer);
  const line: Line = { answer, events: [], ended: false };
  let text = '';
  answer.setEncoding('utf8').on('data', (part: string) => {
    const blocks = (text += part).split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      if (event) line.events.push({ event, data: JSON.parse(data!) as Record<string, unknown> });
    }
  });
  answer.on('end', () => (line.ended = true)).on('error', () => {});
  return line;
}

async function started(title: string, path = '/c/mel/discussions'): Promise<string> {
  return (await world.as('tomasi').post(path, { title, body: 'x', type: 'conversation' })).headers.location!;
}

describe('an open discussion', () => {
  it('hears of replies by others, of edits and of reactions', async () => {
    const at = await started('Live');
    const line = await listen(world.as('tomasi'), `${at}/live?after=1`);
    expect(line.answer.statusCode).toBe(200);
    expect(line.answer.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
    expect(line.answer.headers['content-encoding']).toBeUndefined();
    await world.as('leila').post(`${at}/reply`, { body: 'secret words' });
    await vi.waitFor(() => expect(line.events).toHaveLength(1));
    expect(line.events[0]).toEqual({ event: 'replied', data: { n: 1, text: '1 new reply', href: `${at}?post=2` } });
    expect(JSON.stringify(line.events)).not.toContain('secret');
    await world.as('tomasi').post(`${at}/reply`, { body: 'my own' });
    const id = Number(/(\d+)-live/.exec(at)![1]);
    await world.as('leila').post(`/c/mel/discussions/posts/${id}/react`, { kind: 'thanks' });
    await vi.waitFor(() => expect(line.events).toHaveLength(2));
    expect(line.events[1]).toEqual({ event: 'changed', data: { id } });
  });

  it('hears first of what came before the line was open', async () => {
    const at = await started('Before the line');
    await world.as('leila').post(`${at}/reply`, { body: 'quick' });
    const [late, fresh] = [await listen(world.as('tomasi'), `${at}/live?after=1&of=1`), await listen(world.as('tomasi'), `${at}/live?after=2&of=2`)];
    await vi.waitFor(() => expect(late.events).toEqual([{ event: 'replied', data: { n: 1, text: '1 new reply', href: `${at}?post=2` } }]));
    await world.as('leila').post(`${at}/reply`, { body: 'slow' });
    await vi.waitFor(() => expect(fresh.events.map(({ data }) => data.n)).toEqual([1]));
  });

  it('counts on a page before the last what comes from now on', async () => {
    const at = await started('Long');
    for (let n = 2; n <= 21; n += 1) await world.as('leila').post(`${at}/reply`, { body: `reply ${n}` });
    const first = await listen(world.as('tomasi'), `${at}/live?after=20&of=21`);
    await world.as('leila').post(`${at}/reply`, { body: 'reply 22' });
    await vi.waitFor(() => expect(first.events).toEqual([{ event: 'replied', data: { n: 1, text: '1 new reply', href: `${at}?post=22` } }]));
  });

  it('is not open to strangers, and closes to those who leave', async () => {
    const at = await started('Members', '/c/mel/r/surveys/discussions');
    expect((await listen(world.anonymous, `${at}/live`)).answer.statusCode).toBe(404);
    expect((await listen(world.as('stranger'), `${at}/live`)).answer.statusCode).toBe(404);
    const line = await listen(world.as('pavel'), `${at}/live?after=1`);
    expect(line.answer.statusCode).toBe(200);
    await world.as('pavel').post('/c/mel/leave');
    await vi.waitFor(() => expect(line.ended).toBe(true));
    expect((await listen(world.as('pavel'), `${at}/live`)).answer.statusCode).toBe(404);
  });

  it('tells a visitor nothing any more once the community is for members', async () => {
    const at = await started('Public so far');
    const line = await listen(world.anonymous, `${at}/live?after=1`);
    const { community } = await world.place('anjali');
    await world.changeSpace(community, { visibility: 'members' });
    await world.as('leila').post(`${at}/reply`, { body: 'among us' });
    await vi.waitFor(() => expect(line.ended).toBe(true));
    expect(line.events).toEqual([]);
    await world.changeSpace(community, { visibility: 'public' });
  });

  it('is open a limited number of times for one person', async () => {
    const at = await started('Many tabs');
    const lines = await Promise.all(Array.from({ length: 13 }, () => listen(world.as('anjali'), `${at}/live`)));
    expect(lines.filter((line) => line.answer.statusCode === 200)).toHaveLength(12);
    expect(lines.find((line) => line.answer.statusCode !== 200)!.answer.statusCode).toBe(429);
  });
});

describe('an open list', () => {
  it('hears what moved, of what its reader may read', async () => {
    const at = await started('Moves');
    const visitor = await listen(world.anonymous, '/c/mel/discussions/live');
    const member = await listen(world.as('leila'), '/c/mel/discussions/live');
    await started('In a room', '/c/mel/r/surveys/discussions');
    await world.as('tomasi').post(`${at}/reply`, { body: 'again' });
    await vi.waitFor(() => expect(member.events.map((e) => e.data.text)).toEqual(['1 conversation moved', '2 conversations moved']));
    await vi.waitFor(() => expect(visitor.events.map((e) => e.data.text)).toEqual(['1 conversation moved']));
  });
});

it('lets the server stop', async () => {
  const at = await started('Last');
  const line = await listen(world.as('leila'), `${at}/live`);
  await world.app.close();
  await vi.waitFor(() => expect(line.ended).toBe(true));
});
