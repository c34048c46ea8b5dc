import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken } from '../people/index.ts';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let world: World;
const OPEN = Object.fromEntries(['headline', 'organisations', 'country', 'languages', 'can_help'].map((field) => [`audience.${field}`, 'public']));

beforeAll(async () => {
  world = await makeWorld();
  const profiles: Partial<Record<Cast, object>> = {
    anjali: { name: 'Anjali', country: 'IN', languages: 'English, Hindi', can_help: 'facilitation, rubrics', ...OPEN },
    leila: { name: 'Leila', country: 'TN', languages: 'French, Arabic', can_help: 'Phone surveys, Stata', 'organisations.0.name': 'Own', ...OPEN },
    tomasi: { name: 'Tomasi', country: 'FJ', languages: 'English', can_help: 'phone surveys' },
    pavel: { name: '=cmd()', country: 'KG', headline: '@SUM(A1)', can_help: '-1+1' },
  };
  for (const [who, profile] of Object.entries(profiles)) expect((await world.as(who as Cast).post('/me/profile', { time_zone: 'UTC', ...profile })).statusCode).toBe(303);
});
afterAll(() => world.close());

const get = async (who: Cast | null, path: string) => (await (who ? world.as(who) : world.anonymous).get(path)).body;
const names = (body: string) => [...body.matchAll(/<h2 class="h3"><a href="\/people\/(\w+)"/g)].map(([, handle]) => handle);
const facets = (body: string) => [...body.matchAll(/<li><a href="[^"]*"[^>]*><span dir="auto">([^<]*)<\/span> <span class="count">(\d+)/g)].map(([, label, count]) => `${label} ${count}`);

describe('the list', () => {
  it('is narrowed down by what members let the viewer see, with counts of it', async () => {
    const inside = facets(await get('leila', '/c/mel/members'));
    for (const expected of ['India 1', 'Fiji 1', 'English 2', 'French 1', 'phone surveys 2', 'steward 1', 'member 3']) expect(inside.map((text) => text.toLowerCase())).toContain(expected.toLowerCase());
    const outside = facets(await get(null, '/c/mel/members')).join();
    expect(outside).toContain('India 1');
    expect(outside).not.toMatch(/Fiji|Kyrgyzstan|English 2/);
    expect(names(await get('leila', '/c/mel/members?help=phone+surveys'))).toEqual(['leila', 'tomasi']);
    expect(names(await get(null, '/c/mel/members?help=phone+surveys'))).toEqual(['leila']);
    expect(names(await get('leila', '/c/mel/members?country=FJ&language=en'))).toEqual(['tomasi']);
    expect(names(await get(null, '/c/mel/members?country=FJ'))).toEqual([]);
    expect(names(await get('leila', '/c/mel/members?q=stata'))).toEqual(['leila']);
    expect(names(await get('leila', '/c/mel/members?role=steward'))).toEqual(['anjali']);
    expect(await get('leila', '/c/mel/members?q=zzz')).toContain('Nobody fits');
  });

  it('goes by name or by the newest, never by how much somebody did', async () => {
    expect(names(await get(null, '/c/mel/members?sort=name'))).toEqual(['pavel', 'anjali', 'leila', 'tomasi']);
    expect(names(await get(null, '/c/mel/members')).at(-1)).toBe('anjali');
    expect(names(await get(null, '/c/mel/members?sort=posts'))).toEqual(names(await get(null, '/c/mel/members')));
  });

  it('follows changes at once', async () => {
    await world.as('tomasi').post('/me/profile', { name: 'Tomasi', time_zone: 'UTC', country: 'WS' });
    expect(facets(await get('leila', '/c/mel/members')).join()).toContain('Samoa 1');
    await world.as('pavel').post('/c/mel/leave');
    expect(names(await get(null, '/c/mel/members'))).not.toContain('pavel');
    await world.as('pavel').post('/c/mel/join');
    expect(names(await get(null, '/c/mel/members'))[0]).toBe('pavel');
  });

  it('is there in rooms, for those who may read them', async () => {
    await world.as('leila').post('/c/mel/r/surveys/join');
    expect(names(await get('tomasi', '/c/mel/r/surveys/members')).sort()).toEqual(['anjali', 'leila']);
    expect((await world.as('tomasi').get('/c/mel/r/core/members')).statusCode).toBe(404);
    expect((await world.anonymous.get('/c/mel/r/surveys/members')).statusCode).toBe(404);
  });

  it('makes facilitators and members, for facilitators', async () => {
    const person = world.as('tomasi').personId!;
    expect(await get('anjali', '/c/mel/members')).toContain('Make facilitator');
    expect(await get('leila', '/c/mel/members')).not.toContain('Make facilitator');
    expect((await world.as('leila').post('/c/mel/members/role', { person, role: 'facilitator' })).statusCode).toBe(403);
    await world.as('anjali').post('/c/mel/members/role', { person, role: 'facilitator' });
    expect(names(await get('leila', '/c/mel/members?role=facilitator'))).toEqual(['tomasi']);
    await world.as('anjali').post('/c/mel/members/role', { person, role: 'member' });
    await world.as('anjali').post('/c/mel/roles', { name: 'Agenda activist' });
    const [, id] = /roles\/(\d+)\/edit/.exec((await world.as('anjali').get('/c/mel/roles')).body)!;
    await world.as('anjali').post(`/c/mel/roles/${id}/appoint`, { handle: 'tomasi' });
    expect(facets(await get('leila', '/c/mel/members'))).toContain('Agenda activist 1');
    expect(names(await get('leila', '/c/mel/members?role=~agenda+activist'))).toEqual(['tomasi']);
  });

  it('stands nonsense', async () => {
    for (const odd of ['after=x', 'after=1.2.3', 'sort=name&after=zz.9', 'country=%3Cscript%3E', `q=${'x'.repeat(5000)}`, 'help=__proto__', 'role=constructor', 'q[]=a'])
      expect((await world.anonymous.get(`/c/mel/members?${odd}`)).statusCode, odd).toBe(200);
    expect(await get(null, '/c/mel/members?country=%3Cscript%3E')).not.toContain('<script>');
  });
});

describe('on paper and as a table', () => {
  it('prints one list by name', async () => {
    const body = await get('leila', '/c/mel/members/print?help=phone+surveys');
    expect(body).toContain('Phone surveys, Stata');
    expect(body).not.toContain('Anjali');
  });

  it('asks before it gives, to facilitators alone, and is written down', async () => {
    expect(await get('anjali', '/c/mel/members/export')).toContain('share it with nobody else');
    expect((await world.as('leila').get('/c/mel/members/export')).statusCode).toBe(403);
    const csv = await world.as('anjali').post('/c/mel/members/export');
    expect(csv.headers['content-disposition']).toBe('attachment; filename="members-mel.csv"');
    const event = await world.services.database.db.selectFrom('events').select('actor_id').where('name', '=', 'directory.exported').executeTakeFirst();
    expect(event?.actor_id).toBe(world.as('anjali').personId);
  });

  it('begins no formula in a spreadsheet', async () => {
    const { body } = await world.as('anjali').post('/c/mel/members/export');
    const pavel = body.split('\r\n').find((line) => line.includes('cmd()'))!;
    for (const cell of ["'=cmd()", "'@SUM(A1)", "'-1+1"]) expect(pavel).toContain(cell);
    expect(body).not.toMatch(/(?:^|,|")[=@+-]/m);
  });
});

describe('contributions', () => {
  it('are counted and listed by kind, of what the viewer may read', async () => {
    const opened = (await world.as('leila').post('/c/mel/discussions', { title: 'In the open', body: 'x' })).headers.location!;
    await world.as('leila').post(`${opened}/reply`, { body: 'More on this' });
    await world.as('leila').post('/c/mel/r/surveys/discussions', { title: 'Among members', body: 'x' });
    const gone = (await world.as('leila').post('/c/mel/discussions', { title: 'Taken back', body: 'x' })).headers.location!;
    await world.as('leila').post(`/c/mel/discussions/posts/${/discussions\/(\d+)/.exec(gone)![1]}/delete`);
    const [outside, inside] = [await get(null, '/people/leila'), await get('tomasi', '/people/leila')];
    expect(outside).toMatch(/Discussions? <b>1<\/b>/);
    expect(inside).toMatch(/Discussions? <b>2<\/b>/);
    expect(inside).toContain('Among members');
    for (const body of [outside, await get(null, '/people/leila/contributions')]) {
      expect(body).toContain('In the open');
      expect(body).not.toMatch(/Among members|Taken back/);
    }
    expect(await get('tomasi', '/people/leila/contributions?kind=reply')).toContain('More on this');
    expect(await get('tomasi', '/people/leila/contributions?kind=reply')).not.toContain('Among members');
    expect(await get('tomasi', '/people/leila/contributions?kind=nothing')).toContain('Nothing that you can read');
  });
});

it('is there by API, a page at a time', async () => {
  const token = await createToken(await world.ctx('leila'), { name: 't', scope: 'read', days: null });
  const call = async (path: string, headers = {}) => world.app.inject({ url: `/api/v1${path}`, headers });
  const authorization = { authorization: `Bearer ${token}` };
  const first = await call('/communities/mel/members?sort=name&limit=3', authorization);
  expect(first.json()).toMatchObject({ total: 4, members: [{ handle: 'pavel' }, { handle: 'anjali', can_help: ['facilitation', 'rubrics'], languages: ['en', 'hi'] }, { handle: 'leila' }] });
  const next = /<\/api\/v1([^>]+)>; rel="next"/.exec(String(first.headers.link))![1]!;
  expect((await call(next, authorization)).json().members.map((member: { handle: string }) => member.handle)).toEqual(['tomasi']);
  const outside = (await call('/communities/mel/members?q=tomasi')).json();
  expect(outside.members).toMatchObject([{ handle: 'tomasi', country: null, can_help: [] }]);
  expect(JSON.stringify(outside)).not.toContain('audiences');
});
