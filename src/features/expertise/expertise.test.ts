import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simpleParser } from 'mailparser';
import { makeWorld, type Cast, type Client, type World } from '#test/world.ts';

let world: World;
/** A question of Pavel's, which only he and facilitators may ask people for. */
let question: string;

beforeAll(async () => {
  world = await makeWorld();
  const weighting = await started('leila', 'Weighting after attrition', 'When a household drops out of the panel, which weights do you adjust?');
  await reply('tomasi', weighting, 'We model attrition by region and adjust the panel weights of the households that stay, wave by wave.');
  await reply('leila', weighting, 'Thank you, by region it is.');
  const tanks = await started('tomasi', 'Rain tanks on outer islands', 'Who looks at the rain tanks between my visits?');
  await reply('leila', tanks, 'Let the pupils of each school measure the tank on Fridays.');
  const secret = (await world.as('anjali').post('/c/mel/r/core/discussions', { title: 'Donor leaves', body: 'The solar donor leaves; replace solar inverters how?' })).headers.location!;
  await world.as('anjali').post(`${secret}/reply`, { body: 'Solar inverters come from the ministry store.' });
  question = await started('pavel', 'Attrition again', 'Our panel lost a fifth of its households. How do we adjust the weights?');
  await settle();
});
afterAll(() => world.close());

async function started(by: Cast, title: string, body: string, type = 'question'): Promise<string> {
  return (await world.as(by).post('/c/mel/discussions', { title, body, type })).headers.location!;
}

const reply = async (by: Cast, at: string, body: string) => expect((await world.as(by).post(`${at}/reply`, { body })).statusCode).toBe(303);
const idOf = (at: string) => Number(/discussions\/(\d+)/.exec(at)![1]);
const person = (name: Cast) => world.as(name).personId!;

/** Lets what was written be indexed and counted. */
async function settle(): Promise<void> {
  world.pass(61_000);
  await world.work();
}

const helpersIn = (html: string) => [...html.matchAll(/<li class="helper">.*?href="\/people\/(\w+)"/gs)].map((match) => match[1]!);
const invitations = async () => {
  await settle();
  const all = (await world.mails()).filter((mail) => mail.raw.includes('/help-invitations/')).reverse();
  return Promise.all(all.map(async (mail) => ({ ...(await simpleParser(mail.raw)), to: mail.to })));
};

describe('who can help', () => {
  it('finds those who answered before those who asked, with what they wrote', async () => {
    const { body } = await world.as('pavel').get('/c/mel/who-can-help?q=panel+attrition+weights');
    expect(helpersIn(body)[0]).toBe('tomasi');
    expect(helpersIn(body)).not.toContain('pavel');
    expect(body).toMatch(/<a href="\/c\/mel\/discussions\/\d+-weighting-after-attrition[^"]*#post-\d+"[^>]*>Weighting after attrition<\/a>/);
    expect(body).toMatch(/<mark>weights<\/mark>/);
    expect(helpersIn((await world.anonymous.get('/c/mel/who-can-help?q=who+measures+rain+tanks')).body)[0]).toBe('leila');
  });

  it('finds those who say of themselves that they can', async () => {
    await world.as('pavel').post('/me/profile', { name: 'Pavel', headline: 'Cost-benefit analysis and discounting', time_zone: 'UTC' });
    await settle();
    const { body } = await world.as('leila').get('/c/mel/who-can-help?q=discounting+in+cost-benefit+analysis');
    expect(helpersIn(body)).toEqual(['pavel']);
    expect(body).toContain('Cost-benefit analysis and discounting');
  });

  it('reads no more of a profile than the viewer may see, and finds by no more', async () => {
    const profile = { name: 'Pavel', time_zone: 'UTC', can_help: 'beekeeping, silage', practice: 'Theodolites on terraces.', looking_for: 'A sextant', languages: 'ru' };
    const saved = await world.as('pavel').post('/me/profile', { ...profile, 'audience.can_help': 'facilitators', 'audience.practice': 'members', 'audience.languages': 'facilitators' });
    expect(saved.statusCode).toBe(303);
    await settle();
    const found = async (client: Client, words: string) => helpersIn((await client.get(`/c/mel/who-can-help?q=${words}`)).body);
    for (const client of [world.as('leila'), world.as('anjali'), world.anonymous]) expect(await found(client, 'beekeeping')).toEqual([]);
    expect(await found(world.as('leila'), 'theodolites')).toEqual(['pavel']);
    for (const client of [world.anonymous, world.as('stranger')]) expect(await found(client, 'theodolites')).toEqual([]);
    // What he looks for, he does not know.
    expect(await found(world.as('leila'), 'sextant')).toEqual([]);
    const [member, facilitator] = await Promise.all(['leila', 'anjali'].map(async (name) => (await world.as(name as Cast).get('/c/mel/who-can-help?q=theodolites')).body));
    expect(member).toContain('<mark>Theodolites</mark> on terraces.');
    expect(member).not.toMatch(/beekeeping|Russian/);
    expect(facilitator).toMatch(/beekeeping[^]*Russian/);
    const { experts } = (await world.as('leila').get('/api/v1/communities/mel/experts?q=theodolites')).json<{ experts: object[] }>();
    expect(experts).toMatchObject([{ handle: 'pavel', offers: [], languages: [] }]);
    await world.as('pavel').post('/me/profile', profile);
    await settle();
    expect(await found(world.as('leila'), 'beekeeping')).toEqual(['pavel']);
  });

  it('shows nothing of rooms that one may not read, and invites to ask when there is nobody', async () => {
    expect(helpersIn((await world.as('pavel').get('/c/mel/who-can-help?q=solar+inverters')).body)).toEqual([]);
    expect((await world.as('pavel').get('/c/mel/who-can-help?q=solar+inverters')).body).toContain('Nobody has written about this yet');
    // Whoever may read the room finds in it; facilitators of the community do.
    const api = await world.as('leila').get('/api/v1/communities/mel/experts?q=solar+inverters');
    expect(api.json()).toEqual({ experts: [] });
    const tanks = await world.as('anjali').get('/api/v1/communities/mel/experts?q=rain%20tanks&limit=1');
    expect(tanks.json<{ experts: object[] }>().experts).toMatchObject([{ handle: 'leila', willing: 'open', evidence: [{ title: 'Rain tanks on outer islands' }] }]);
    expect(tanks.body).not.toMatch(/score|rank/);
  });

  it('works in a room, among its members and by what stands in it', async () => {
    await world.as('leila').post('/c/mel/r/surveys/join');
    const at = (await world.as('leila').post('/c/mel/r/surveys/discussions', { title: 'Translating questions', body: 'Translate the questions twice, back and forth.' })).headers.location!;
    await settle();
    expect(helpersIn((await world.as('leila').get('/c/mel/r/surveys/who-can-help?q=translate')).body)).toEqual([]);
    expect(helpersIn((await world.as('tomasi').get('/c/mel/r/surveys/who-can-help?q=translate+questions')).body)).toEqual(['leila']);
    expect(helpersIn((await world.as('tomasi').get('/c/mel/r/surveys/who-can-help?q=rain+tanks')).body)).toEqual([]);
    expect((await world.anonymous.get('/c/mel/r/surveys/who-can-help?q=translate')).statusCode).toBe(404);
    await world.as('leila').post(`/c/mel/discussions/posts/${idOf(at)}/delete`);
  });

  it('is not there where a community does without it', async () => {
    const { community } = await world.place('anjali');
    await world.changeSpace(community, { switched_off: '["expertise"]' });
    expect((await world.as('pavel').get('/c/mel/who-can-help?q=tanks')).statusCode).toBe(404);
    expect((await world.as('pavel').get(question)).body).not.toContain('Who could help');
    await world.changeSpace(community, { switched_off: '[]' });
    expect((await world.as('pavel').get('/c/mel/who-can-help?q=tanks')).statusCode).toBe(200);
  });

  it('refuses to search without a problem, and takes a long one', async () => {
    expect((await world.as('leila').get('/api/v1/communities/mel/experts')).statusCode).toBe(422);
    expect((await world.as('leila').get(`/api/v1/communities/mel/experts?q=${'weights%20'.repeat(600)}`)).statusCode).toBe(200);
    expect((await world.anonymous.get('/c/mel/who-can-help?q=%20%22%20-%20*')).statusCode).toBe(200);
  });
});

describe('inviting to a question', () => {
  it('suggests people beside it, to its author and to facilitators only', async () => {
    expect((await world.as('pavel').get(question)).body).toMatch(/Who could help.*\/people\/tomasi/s);
    expect((await world.as('anjali').get(question)).body).toContain('Who could help');
    for (const other of [world.as('leila'), world.as('stranger'), world.anonymous]) expect((await other.get(question)).body).not.toContain('Who could help');
    expect((await world.as('leila').get(`${question}/helpers`)).statusCode).toBe(403);
    expect((await world.as('leila').post(`${question}/helpers`, { person: person('tomasi') })).statusCode).toBe(403);
    const { body } = await world.as('pavel').get(`${question}/helpers`);
    expect(helpersIn(body)[0]).toBe('tomasi');
    expect(helpersIn(body)).not.toContain('pavel');
  });

  it('finds those who know a part of a long question, which is like nothing more than itself', async () => {
    const long = 'Interpreters of three minority languages argue with us over wording for two unpaid days, and the contract of the office knows interview days only. Which clause on preparation would you write, and at what rate, if pupils measured the rain tanks of the school meanwhile on Fridays?';
    const at = await started('pavel', 'A clause for interpreters, measured on Fridays by pupils', long);
    await settle();
    expect(helpersIn((await world.as('pavel').get(`${at}/helpers`)).body)).toContain('leila');
  });

  it('sends one mail, however often one asks; who answers is seen to', async () => {
    for (const id of [person('tomasi'), person('tomasi')]) expect((await world.as('pavel').post(`${question}/helpers`, { person: id })).statusCode).toBe(303);
    const [mail, ...others] = await invitations();
    expect(others).toEqual([]);
    expect(mail!.to).toBe('tomasi@example.org');
    expect(mail!.subject).toBe('Can you help? Attrition again');
    expect(mail!.text).toContain('Our panel lost a fifth of its households');
    expect(mail!.text).toContain('Weighting after attrition');
    expect(mail!.text).toContain(`http://copse.test${question}`);
    expect(mail!.from!.text).toContain('Pavel');
    expect((await world.as('tomasi').get('/me/inbox')).body).toMatch(/Attrition again[^]*Pavel[^<]* hopes that you can help\.[^]*because somebody invited you to one question/);
    const page = await world.as('pavel').get(`${question}/helpers`);
    expect(helpersIn(page.body)).not.toContain('tomasi');
    expect(page.body).toMatch(/\/people\/tomasi[^]*?>invited</);
    await reply('tomasi', question, 'Model who leaves, then adjust.');
    const { suggestions, invitations: asked } = (await world.as('pavel').get(`/api/v1/communities/mel/discussions/${idOf(question)}/invitations`)).json<{ suggestions: { handle: string }[]; invitations: object[] }>();
    expect(asked).toMatchObject([{ person: { handle: 'tomasi' }, declined: false, answered: true }]);
    expect(suggestions.map((one) => one.handle)).not.toContain('tomasi');
  });

  it('refuses who cannot read it, wrote in it, or may not be asked, and tells no reason', async () => {
    for (const name of ['pavel', 'tomasi', 'stranger'] as const) {
      const at = name === 'tomasi' ? await started('pavel', 'Once more', 'x') : question;
      if (name === 'tomasi') await reply('tomasi', at, 'here already');
      const refused = await world.as('pavel').post(`${at}/helpers`, { person: person(name) });
      expect(refused.statusCode, name).toBe(422);
      expect(refused.body).toContain('cannot be invited to this discussion now');
    }
    expect((await world.as('pavel').post(`${question}/helpers`, { person: 'x' })).statusCode).toBe(422);
    const inCore = (await world.as('anjali').post('/c/mel/r/core/discussions', { title: 'Weights of the panel', body: 'attrition weights', type: 'question' })).headers.location!;
    await settle();
    expect(helpersIn((await world.as('anjali').get(`${inCore}/helpers`)).body)).toEqual([]);
    expect((await world.as('anjali').post(`${inCore}/helpers`, { person: person('tomasi') })).statusCode).toBe(422);
    await world.as('anjali').post(`${question}/state`, { do: 'close' });
    expect((await world.as('pavel').post(`${question}/helpers`, { person: person('leila') })).statusCode).toBe(403);
    expect((await world.as('anjali').post(`${question}/helpers`, { person: person('leila') })).statusCode).toBe(409);
    await world.as('anjali').post(`${question}/state`, { do: 'reopen' });
  });
});

describe('declining', () => {
  const linkIn = (text: string) => /http:\/\/copse\.test(\/help-invitations\/\S+)/.exec(text)![1]!;
  const stateOf = async (at: string) =>
    (await world.as('pavel').get(`/api/v1/communities/mel/discussions/${idOf(at)}/invitations`)).json<{ invitations: { declined: boolean }[]; suggestions: { handle: string }[] }>();

  it('takes one click without signing in, changes nothing when only opened, and gives rest', async () => {
    expect((await world.as('pavel').post(`/api/v1/communities/mel/discussions/${idOf(question)}/invitations`, { person: 'leila' })).statusCode).toBe(201);
    const link = linkIn((await invitations()).at(-1)!.text!);
    const opened = await world.anonymous.get(link);
    expect(opened.statusCode).toBe(200);
    expect(opened.body).toContain('Attrition again');
    expect((await stateOf(question)).invitations.at(-1)).toMatchObject({ declined: false });
    expect((await world.anonymous.post(link, { how: 'no' })).statusCode).toBe(303);
    expect((await world.anonymous.get(link)).body).toContain('Thank you for telling');
    expect((await stateOf(question)).invitations.at(-1)).toMatchObject({ declined: true });
    const next = await started('pavel', 'Tanks and rain', 'Rain tanks: who measures the rain tanks of schools?');
    await settle();
    expect((await stateOf(next)).suggestions.map((one) => one.handle)).not.toContain('leila');
    world.pass(15 * 86_400_000);
    expect((await stateOf(next)).suggestions.map((one) => one.handle)).toContain('leila');
  });

  it('is refused for a link that nobody signed', async () => {
    const link = linkIn((await invitations()).at(-1)!.text!);
    const forged = link.replace(/\.(\d+)\./, (_, id: string) => `.${Number(id) - 1}.`);
    for (const path of [forged, '/help-invitations/1.1.x', `${link}x`]) {
      expect((await world.anonymous.get(path)).statusCode, path).toBe(404);
      expect((await world.anonymous.post(path, { how: 'never' })).statusCode, path).toBe(404);
    }
    expect((await world.as('leila').get('/me/helping')).body).toMatch(/value="2" checked/);
  });

  it('lowers how often one is asked, by choice or by the button of a mail program', async () => {
    const at = await started('pavel', 'A third about tanks', 'Rain tanks of schools, measured by pupils on Fridays?');
    await settle();
    await world.as('pavel').post(`${at}/helpers`, { person: person('leila') });
    const mail = (await invitations()).at(-1)!;
    const link = linkIn(mail.text!);
    expect(mail.headers.get('list')).toMatchObject({ unsubscribe: { url: `http://copse.test${link}` }, 'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' } });
    for (const how of ['less', 'less']) await world.anonymous.post(link, { how });
    expect((await world.as('leila').get('/me/helping')).body).toMatch(/value="1" checked/);
    await world.app.inject({ method: 'POST', url: link, payload: 'List-Unsubscribe=One-Click', headers: { host: 'copse.test', 'content-type': 'application/x-www-form-urlencoded' } });
    expect((await world.as('leila').get('/me/helping')).body).toMatch(/value="0" checked/);
    expect((await world.as('pavel').get('/people/leila')).body).toContain('prefers not to be asked');
    world.pass(15 * 86_400_000);
    expect((await stateOf(at)).suggestions.map((one) => one.handle)).not.toContain('leila');
  });
});

describe('how often one may be asked', () => {
  it('is kept to, over all communities', async () => {
    expect((await world.as('leila').post('/me/helping', { weekly: '1' })).statusCode).toBe(303);
    expect((await world.as('leila').post('/me/helping', { weekly: '3' })).statusCode).toBe(422);
    expect((await world.anonymous.get('/me/helping')).headers.location).toContain('/sign-in');
    const [first, second] = [await started('pavel', 'Tanks, once', 'x'), await started('pavel', 'Tanks, twice', 'x')];
    expect((await world.as('pavel').post(`${first}/helpers`, { person: person('leila') })).statusCode).toBe(303);
    expect((await world.as('pavel').post(`${second}/helpers`, { person: person('leila') })).statusCode).toBe(422);
    expect((await world.as('pavel').get('/c/mel/who-can-help?q=rain+tanks')).body).toContain('has been asked enough this week');
    world.pass(8 * 86_400_000);
    expect((await world.as('pavel').post(`${second}/helpers`, { person: person('leila') })).statusCode).toBe(303);
  });

  it('bounds what one person may ask in a day', async () => {
    const many = await Promise.all(Array.from({ length: 11 }, (_, n) => world.newcomer(`helper-${n}`, 'mel')));
    const statuses: number[] = [];
    const at = [await started('pavel', 'To many', 'x'), await started('pavel', 'To more', 'x')];
    for (const [n, client] of many.entries()) statuses.push((await world.as('pavel').post(`${at[n % 2]}/helpers`, { person: client.personId })).statusCode);
    expect(statuses.slice(0, 9).every((status) => status === 303)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
  });
});
