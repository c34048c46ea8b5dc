import { simpleParser } from 'mailparser';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Cast, type Client, type World } from '#test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const DAY = 86_400_000;
const iso = (days: number) => new Date(world.services.clock() + days * DAY).toISOString();

async function posted(more: Record<string, unknown> = {}, by: Cast = 'anjali', at = '/c/mel'): Promise<string> {
  const answer = await world.as(by).post(`${at}/news`, { title: 'A survey came out', summary: 'In forty villages.', body: 'With **numbers**.', do: 'publish', ...more });
  expect(answer.statusCode, answer.body.slice(0, 3000)).toBe(303);
  return answer.headers.location!;
}
const idOf = (at: string) => Number(/\/news\/(\d+)/.exec(at)![1]);
const body = async (who: Client, path: string) => (await who.get(path)).body;

describe('posting', () => {
  it('publishes what a facilitator wrote, as a page, in lists, at home, as Markdown, in the feed and in the search', async () => {
    const at = await posted({ title: 'Rain gauges are back', credit: 'The field team', tags: 'water' });
    const page = await body(world.anonymous, at);
    expect(page).toContain('<strong>numbers</strong>');
    expect(page).toContain('The field team');
    for (const path of ['/c/mel/news', '/c/mel', '/c/mel/news/archive']) expect(await body(world.anonymous, path), path).toContain('Rain gauges are back');
    const markdown = await world.anonymous.get(`${at}.md`);
    expect(markdown.headers['content-type']).toContain('text/markdown');
    expect(markdown.body).toMatch(/^---\ntitle: "Rain gauges are back"[^]*# Rain gauges are back\n\nIn forty villages\.\n\nWith \*\*numbers\*\*\.\n$/);
    const feed = await world.anonymous.get('/c/mel/news.atom');
    expect(feed.body).toContain('<title>Rain gauges are back</title>');
    expect((await world.anonymous.get('/c/mel/news.atom', { 'if-none-match': String(feed.headers.etag) })).statusCode).toBe(304);
    await world.work();
    expect(await body(world.anonymous, '/c/mel/search?q=gauges')).toContain(`href="${at}"`);
  });

  it('is for those who may: others are refused, and drafts are there for nobody else', async () => {
    expect((await world.as('leila').get('/c/mel/news/new')).statusCode).toBe(403);
    expect((await world.as('leila').post('/c/mel/news', { title: 'x', summary: 'x' })).statusCode).toBe(403);
    const at = await posted({ title: 'Not yet', do: 'draft' });
    expect((await world.as('leila').get(at)).statusCode).toBe(404);
    expect((await world.as('leila').get(`${at}.md`)).statusCode).toBe(404);
    expect(await body(world.as('anjali'), '/c/mel/news/drafts')).toContain('Not yet');
    expect(await body(world.as('leila'), '/c/mel/news')).not.toContain('Not yet');
  });

  it('keeps what was typed when something is wrong, and makes a double press one post', async () => {
    const wrong = await world.as('anjali').post('/c/mel/news', { type: 'event', title: 'A gathering', summary: '', link: 'javascript:alert(1)', body: 'Bring & share', starts_at: '', do: 'publish' });
    expect(wrong.statusCode).toBe(422);
    for (const text of ['Say when the event begins', 'Bring &amp; share', 'Say it in one or two', 'Give a web address']) expect(wrong.body).toContain(text);
    const form = { title: 'Once', summary: 'x', once: 'k1', do: 'publish' };
    const [first, second] = [await posted(form), await posted(form)];
    expect(first).toBe(second);
  });

  it('shows a picture with its words, and refuses one without', async () => {
    const png = await sharp({ create: { width: 900, height: 500, channels: 3, background: '#246' } }).png().toBuffer();
    const send = async (alt: string) => {
      const form = new FormData();
      for (const [key, value] of Object.entries({ title: 'With a picture', summary: 'x', alt, do: 'publish' })) form.set(key, value);
      form.set('picture', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'field.png');
      const request = new Request('http://copse.test', { method: 'POST', body: form });
      return world.as('anjali').send({ method: 'POST', url: '/c/mel/news', payload: Buffer.from(await request.arrayBuffer()), headers: { 'content-type': request.headers.get('content-type')! } });
    };
    expect((await send('')).body).toMatch(/Say what the picture shows[^]*name="picture_id" value="\d+"/);
    const at = (await send('A blue field')).headers.location!;
    const [, src] = /<img src="([^"]+)" alt="A blue field"/.exec(await body(world.anonymous, at))!;
    const picture = await world.anonymous.get(src!);
    expect([picture.statusCode, picture.headers['content-type']]).toEqual([200, 'image/webp']);
    expect((await world.anonymous.get(src!.replace(/\/news\/\d+/, `/news/${idOf(await posted())}`))).statusCode).toBe(404);
  });
});

describe('time', () => {
  it('publishes at the moment that was set, unless it was changed', async () => {
    const local = (days: number) => iso(days).slice(0, 16);
    const at = await posted({ title: 'On Monday', publish_at: local(1) });
    const stopped = await posted({ title: 'Never mind', publish_at: local(1) });
    await world.as('anjali').post(`/c/mel/news/${idOf(stopped)}/edit`, { title: 'Never mind', summary: 'x', do: 'draft' });
    await world.work();
    expect((await world.anonymous.get(at)).statusCode).toBe(404);
    world.pass(DAY + 60_000);
    await world.work();
    expect((await world.anonymous.get(at)).statusCode).toBe(200);
    expect((await world.anonymous.get(stopped)).statusCode).toBe(404);
  });

  it('takes from lists and home what is over, also for readers without an account, and keeps it in the archive', async () => {
    const at = await posted({ type: 'call', title: 'Call for papers', deadline_at: iso(2).slice(0, 10) });
    for (const path of ['/c/mel', '/c/mel/news', '/c/mel/news?type=call']) expect(await body(world.anonymous, path), path).toContain('Call for papers');
    expect(await body(world.anonymous, '/c/mel/news?type=vacancy')).not.toContain('Call for papers');
    world.pass(4 * DAY);
    await world.work();
    for (const path of ['/c/mel', '/c/mel/news', '/c/mel/news.atom']) expect(await body(world.anonymous, path), path).not.toContain('Call for papers');
    expect(await body(world.anonymous, '/c/mel/news/archive')).toContain('Call for papers');
    expect(await body(world.anonymous, at)).toContain('This is over');
  });
});

describe('changing', () => {
  it('keeps earlier versions, pins, deletes and undoes', async () => {
    const at = await posted({ title: 'First words', summary: 'Old summary' });
    const base = `/c/mel/news/${idOf(at)}`;
    expect((await world.as('leila').post(`${base}/edit`, { title: 'x', summary: 'x' })).statusCode).toBe(403);
    await world.as('anjali').post(`${base}/edit`, { title: 'Second words', summary: 'New summary', body: 'More' });
    expect(await body(world.anonymous, `${base}/history`)).toContain('Old summary');
    expect((await world.anonymous.get(at)).headers.location).toContain('second-words');
    await world.as('anjali').post(`${base}/state`, { do: 'pin' });
    await posted({ title: 'A later one' });
    const list = await body(world.anonymous, '/c/mel/news');
    expect(list.indexOf('Second words')).toBeLessThan(list.indexOf('A later one'));
    await world.as('anjali').post(`${base}/state`, { do: 'delete' });
    expect((await world.anonymous.get(base)).statusCode).toBe(404);
    expect(await body(world.anonymous, '/c/mel/news')).not.toContain('Second words');
    expect(await body(world.as('anjali'), `${base}-second-words`)).toContain('Undo');
    await world.as('anjali').post(`${base}/state`, { do: 'restore' });
    expect(await body(world.anonymous, '/c/mel/news')).toContain('Second words');
  });

  it('is talked about in a discussion that leads back, once', async () => {
    const at = await posted({ title: 'Worth [a] word' });
    const first = await world.as('tomasi').post(`/c/mel/news/${idOf(at)}/discuss`, { words: 'I doubt it' });
    const discussion = (await world.as('tomasi').get(first.headers.location!)).headers.location!;
    expect(await body(world.anonymous, discussion)).toMatch(new RegExp(`I doubt it[^]*<a href="${at}"[^>]*>Worth \\[a\\] word</a>`));
    expect(await body(world.anonymous, at)).toContain(`href="${discussion}"`);
    expect((await world.as('leila').post(`/c/mel/news/${idOf(at)}/discuss`, { words: 'Me too' })).headers.location).toBe(discussion);
  });

  it('is reported and hidden like everything that is written', async () => {
    const at = await posted({ title: 'Selling things' });
    expect((await world.as('leila').get(`/c/mel/report/${idOf(at)}`)).statusCode).toBe(200);
    expect((await world.as('leila').post(`/c/mel/report/${idOf(at)}`, { reason: 'spam' })).statusCode).toBe(303);
  });
});

async function mails() {
  await world.work();
  const all = (await world.mails()).filter(({ raw }) => /^list-id: <news\./im.test(raw));
  return Promise.all(all.map(async ({ to, raw }) => ({ to, raw, mail: await simpleParser(raw) })));
}

describe('mail', () => {
  it('brings news to who asked for them, once, of the types that they wish; a click ends it', async () => {
    await posted({ title: 'Before anybody asked' });
    expect(await mails()).toEqual([]);
    await world.as('tomasi').post('/c/mel/news/choices', { show: ['news', 'call'], mail: 'yes' });
    await world.as('leila').post('/c/mel/news/choices', { show: ['news', 'event', 'vacancy'], mail: 'yes' });
    const at = await posted({ type: 'vacancy', title: 'An evaluator', place: 'Suva', link: 'https://jobs.example.org/1' });
    const [one, ...others] = await mails();
    expect(others).toEqual([]);
    expect(one!.to).toBe('leila@example.org');
    expect(await body(world.as('leila'), '/me/inbox')).toContain('An evaluator');
    expect(await body(world.as('tomasi'), '/me/inbox')).not.toContain('An evaluator');
    expect(one!.mail.subject).toBe('Vacancy: An evaluator');
    expect(one!.mail.text).toMatch(/In forty villages\.[^]*Where: Suva[^]*With \*numbers\*/);
    expect(one!.mail.html).toContain('<strong>numbers</strong>');
    expect(one!.mail.headers.get('list')).toMatchObject({ id: { name: 'news.mel.copse.test' } });
    expect(one!.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const { id } = (await world.place('anjali')).community;
    await world.services.jobs.enqueue(await world.ctx('anjali'), 'news.notify', { communityId: id, itemId: idOf(at), authorId: null });
    expect(await mails()).toHaveLength(1);

    const [, stop] = /http:\/\/copse\.test(\/news\/stop\/\S+)/.exec(one!.mail.text!)!;
    expect(await body(world.anonymous, stop!)).toContain('Stop the mail');
    expect((await world.anonymous.get(`${stop!.slice(0, -1)}!`)).statusCode).toBe(404);
    expect((await world.anonymous.post(stop!, { 'List-Unsubscribe': 'One-Click' })).statusCode).toBe(200);
    await posted({ type: 'vacancy', title: 'Another evaluator' });
    expect(await mails()).toHaveLength(1);
  });

  it('goes to nobody who may not read where it stands', async () => {
    await world.as('pavel').post('/c/mel/news/choices', { show: ['news'], mail: 'yes' });
    const before = (await mails()).length;
    await posted({ title: 'In the core group' }, 'anjali', '/c/mel/r/core');
    expect(await mails()).toHaveLength(before);
    expect(await body(world.as('pavel'), '/c/mel/news')).not.toContain('In the core group');
    expect(await body(world.as('anjali'), '/c/mel/news')).toContain('In the core group');
  });
});

it('hides the types that a member muted', async () => {
  await posted({ type: 'publication', title: 'A handbook' });
  await world.as('pavel').post('/c/mel/news/choices', { show: ['news', 'event'] });
  for (const path of ['/c/mel', '/c/mel/news']) expect(await body(world.as('pavel'), path), path).not.toContain('A handbook');
  expect(await body(world.as('anjali'), '/c/mel/news')).toContain('A handbook');
  expect(await body(world.as('pavel'), '/c/mel/news?type=publication')).toContain('A handbook');
});

it('is there for programs', async () => {
  const json = (method: 'POST' | 'PUT' | 'DELETE' | 'GET', path: string, payload: object | null, who: Cast = 'anjali') =>
    world.as(who).send({ method, url: `/api/v1/communities/mel/news${path}`, ...(payload && { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(payload) }) });
  expect((await json('POST', '', { title: 'x', summary: 'x' }, 'leila')).statusCode).toBe(403);
  const made = await json('POST', '', { type: 'event', title: 'By program', summary: 'x', starts_at: iso(10) });
  expect(made.statusCode, made.body).toBe(201);
  const { id } = made.json<{ news: { id: number } }>().news;
  expect((await json('GET', `/${id}`, null, 'leila')).statusCode).toBe(404);
  expect((await json('POST', `/${id}/publish`, {})).json<{ news: { published_at: string } }>().news.published_at).toMatch(/^\d{4}-/);
  expect((await json('GET', '?type=event', null, 'leila')).json<{ news: { title: string }[] }>().news.map(({ title }) => title)).toContain('By program');
  expect((await json('DELETE', `/${id}`, null)).statusCode).toBe(204);
  expect((await json('GET', `/${id}`, null, 'leila')).statusCode).toBe(404);
});
