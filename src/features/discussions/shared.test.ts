import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let world: World;
/** A discussion of Tomasi's, with a reply of Leila's. */
let at: string;

beforeAll(async () => {
  world = await makeWorld();
  at = (await world.as('tomasi').post('/c/mel/discussions', { title: 'Rain gauges', body: 'They *leak*.', type: 'question' })).headers.location!;
  await world.as('leila').post(`${at}/reply`, { body: 'Ours too.' });
});
afterAll(() => world.close());

const page = async (name: Cast | null, path = at) => (await (name ? world.as(name) : world.anonymous).get(path)).body;
const posts = async (name: Cast | null) => (await page(name)).match(/<article class="post.*?<\/article>/gs)!;
const edits = async (name: Cast) => (await posts(name)).map((post) => post.includes('/edit"'));

/** Who looks, one after the other, twice: what the one left kept must not show to the next. */
const twice = async <T>(names: Cast[], look: (name: Cast) => Promise<T>) => {
  const seen: Record<string, T> = {};
  for (const name of [...names, ...names]) seen[name] = await look(name);
  return names.map((name) => seen[name]);
};

describe('what readers share of a discussion', () => {
  it('leaves to everyone what is theirs to change', async () => {
    expect(await twice(['tomasi', 'leila', 'pavel', 'anjali', 'stranger'], edits)).toEqual([
      [true, false],
      [false, true],
      [false, false],
      [true, true],
      [false, false],
    ]);
    const managed = async (name: Cast) => (await page(name)).includes(`action="${at}/state"`);
    expect(await twice(['anjali', 'pavel'], managed)).toEqual([true, false]);
    const accepts = async (name: Cast) => (await page(name)).includes('/accept"');
    expect(await twice(['tomasi', 'pavel'], accepts)).toEqual([true, false]);
  });

  it('shows each their own name, reactions, bookmarks and drafts, and nobody another’s', async () => {
    const [first] = (await page('pavel')).match(/discussions\/posts\/(\d+)/)!.slice(1);
    await world.as('pavel').post(`/c/mel/discussions/posts/${first}/react`, { kind: 'thanks', page: 1 });
    await world.as('pavel').post('/c/mel/bookmarks', { item: first, do: 'save' });
    await world.as('pavel').send({ method: 'PUT', url: `/drafts/reply:${/\d+/.exec(at)![0]}`, payload: { fields: { body: 'Not finished' } } });
    const own = async (name: Cast) => {
      const body = await page(name);
      return [body.includes('value="thanks" aria-pressed="true"'), body.includes('value="remove" aria-pressed="true"'), body.includes('Not finished'), body.includes('<b>Pavel</b>')];
    };
    expect(await twice(['pavel', 'tomasi', 'anjali'], own)).toEqual([Array(4).fill(true), Array(4).fill(false), Array(4).fill(false)]);
    expect(await page(null)).not.toContain('/sign-out');
  });

  it('gives each page that is opened a key of its own, and no tag that would bring an old one back', async () => {
    const answers = [await world.as('anjali').get(at), await world.as('anjali').get(at), await world.as('leila').get(at)];
    const keys = answers.map(({ body }) => body.match(/name="once" value="([^"]+)"/)![1]);
    expect(new Set(keys).size).toBe(3);
    expect(answers.map(({ headers }) => headers.etag)).toEqual([undefined, undefined, undefined]);
    expect(answers.map(({ headers, rawPayload }) => Number(headers['content-length']) - rawPayload.length)).toEqual([0, 0, 0]);
  });

  it('tells times in the language and zone of each', async () => {
    const { db } = world.services.database;
    await db.updateTable('people').set({ time_zone: 'Pacific/Fiji' }).where('id', '=', world.as('leila').personId!).execute();
    world.services.live.deliver([{ channel: 'viewer', data: { personId: world.as('leila').personId! } }]);
    const zones = async (name: Cast) => /<time [^>]*title="[^"]*?(UTC|GMT\+\d+)"/.exec(await page(name))![1];
    expect(await twice(['pavel', 'leila'], zones)).toEqual(['UTC', 'GMT+12']);
  });

  it('changes at once with what it shows', async () => {
    await world.as('leila').post(`${at}/reply`, { body: 'And another.' });
    expect(await page('pavel')).toContain('And another.');
    expect(await posts('pavel')).toHaveLength(3);
    await world.as('anjali').post(`${at}/state`, { do: 'close' });
    expect(await page('pavel')).not.toContain('id="reply"');
    expect(await page('anjali')).toContain('id="reply"');
    await world.as('anjali').post(`${at}/state`, { do: 'reopen' });
    expect(await page('pavel')).toContain('id="reply"');
    await world.as('anjali').post('/c/mel/settings', { name: 'Monitoring anew', slug: 'mel', visibility: 'public', hue: 20 });
    expect(await page('pavel')).toContain('Monitoring anew');
  });

  it('ends for whoever may not read any more', async () => {
    const secret = (await world.as('anjali').post('/c/mel/r/core/discussions', { title: 'Between us', body: 'Quietly.', type: 'conversation' })).headers.location!;
    const status = async (name: Cast) => (await world.as(name).get(secret)).statusCode;
    expect(await twice(['anjali', 'leila', 'stranger'], status)).toEqual([200, 404, 404]);
    expect((await world.anonymous.get(secret)).statusCode).toBe(404);
    await world.changeSpace((await world.place('anjali')).community, { visibility: 'members' });
    const open = async (name: Cast) => (await world.as(name).get(at)).statusCode;
    expect(await twice(['leila', 'stranger'], open)).toEqual([200, 404]);
    await world.as('leila').post('/c/mel/leave');
    expect(await open('leila')).toBe(404);
  });
});
