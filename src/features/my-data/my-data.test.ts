import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymise, coveredColumns } from '../people/index.ts';
import { columnsOf, tracesIn } from '#test/schema.ts';
import { client, makeWorld, type Client, type World } from '#test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const DAY = 86_400_000;
const plain = (raw: string) => raw.replace(/=\r?\n/g, '').replaceAll('=3D', '=');
const NAMES = /^(?:person|author|user|editor|uploader|actor|account|reporter|moderator|member|owner|asker|inviter|sender|recipient|by|created_by|last_author)(?:_id)?$|_(?:by|person|author|member)(?:_id)?$|^(?:by|person|author)_/;

/** Signs up as anybody does, joins and writes. */
async function arrives(name: string, address: string): Promise<{ who: Client; handle: string }> {
  const who = client(world.app, null, '');
  await who.post('/sign-up', { name, address, password: 'four words in a row' });
  await world.work();
  const mail = (await world.mails()).find(({ to, raw }) => to === address && raw.includes('/confirm'))!;
  await who.post('/confirm', { token: decodeURIComponent(/confirm\?token=([\w.%-]+)/.exec(plain(mail.raw))![1]!) });
  // Anew, so that it is lately by the clock of this world.
  await who.post('/sign-in', { address, password: 'four words in a row' });
  await who.post('/c/mel/join');
  return { who, handle: name.toLowerCase().replace(' ', '-') };
}

const upload = async (who: Client, at: string, fields: Record<string, string>, file: { name: string; text: string }) => {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  form.set('files', new Blob([file.text], { type: 'text/plain' }), file.name);
  const request = new Request('http://copse.test', { method: 'POST', body: form });
  return who.send({ method: 'POST', url: at, payload: Buffer.from(await request.arrayBuffer()), headers: { 'content-type': request.headers.get('content-type')! } });
};

async function writes(who: Client, handle: string, name: string) {
  const own = await upload(who, '/c/mel/discussions', { title: `What ${name} saw`, body: 'In **forty** villages.', once: '' }, { name: 'notes.txt', text: 'rain gauge readings' });
  expect(own.statusCode, own.body.slice(0, 2000)).toBe(303);
  const theirs = await world.as('leila').post('/c/mel/discussions', { title: 'Rain', body: `@${handle}, and ${name} too: what did you see? Ask ${name.toLowerCase()}@faraway.example` });
  await who.post(`${theirs.headers.location}/reply`, { body: `Drought. Yours, ${name}` });
  await world.as('leila').post(`${theirs.headers.location}/reply`, { body: 'Thank you.' });
  await who.post(`${theirs.headers.location}/follow`, { level: 'follow' });
  const leilas = /discussions\/(\d+)/.exec(theirs.headers.location!)![1]!;
  await who.post(`/c/mel/discussions/posts/${leilas}/react`, { kind: 'thanks' });
  await world.work();
  return { own: own.headers.location!, theirs: theirs.headers.location! };
}

async function exported(who: Client): Promise<Record<string, string>> {
  await who.post('/me/data/export');
  await world.work();
  const id = /\/me\/data\/exports\/(\d+)/.exec((await who.get('/me/settings/data')).body)![1]!;
  const { rawPayload } = await who.get(`/me/data/exports/${id}`);
  return Object.fromEntries(Object.entries(unzipSync(rawPayload)).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

describe('completeness', () => {
  it('covers every column of every table that names a person, on this engine', async () => {
    const columns = await columnsOf(world.services.database);
    expect(columns.length).toBeGreaterThan(150);
    const naming = columns.filter(({ column, refersTo }) => refersTo === 'people' || refersTo === 'auth_users' || refersTo === 'auth_sessions' || NAMES.test(column));
    const names = naming.map(({ table, column }) => `${table}.${column}`);
    expect(names).toEqual(expect.arrayContaining(['memberships.person_id', 'posts.author_id', 'item_states.by_id', 'spaces.created_by', 'auth_sessions.user_id']));
    const covered = coveredColumns();
    expect(names.filter((name) => !covered.has(name)), 'say what becomes of these: addPersonalData, in people/own-data/registry.ts').toEqual([]);
    const known = new Set(columns.map(({ table, column }) => `${table}.${column}`));
    expect([...covered].filter((name) => !known.has(name)), 'there are no such columns').toEqual([]);
  });
});

describe('staying', () => {
  it('keeps who others depend on, and says what to do', async () => {
    const answer = await world.as('anjali').post('/me/data/leave', { keep: 'keep', sure: 'yes' });
    expect(answer.statusCode, answer.body.slice(-2500, -1500)).toBe(409);
    expect(answer.body).toContain('Monitoring &amp; Learning has nobody else to look after it');
    expect(answer.body).toContain('Nobody else runs this host');
  });
});

describe('taking along', () => {
  it('gives everything, as files that people and machines read', async () => {
    const { who, handle } = await arrives('Ruth Ottoline', 'ruth@faraway.example');
    await writes(who, handle, 'Ruth Ottoline');
    await who.post('/me/tokens', { name: 'My script', scope: 'read' });
    const files = await exported(who);
    const data = (name: string) => JSON.parse(files[`data/${name}.json`]!) as Record<string, unknown>[];
    expect(data('person')[0]).toMatchObject({ handle, name: 'Ruth Ottoline', account: [{ email: 'ruth@faraway.example' }] });
    expect(data('addresses')).toMatchObject([{ address: 'ruth@faraway.example' }]);
    expect(data('posts').map((post) => post.body)).toEqual(['In **forty** villages.', 'Drought. Yours, Ruth Ottoline']);
    for (const [name, many] of [['memberships', 1], ['reactions', 1], ['follows', 2], ['read_marks', 2], ['api_tokens', 1]] as const) expect(data(name), name).toHaveLength(many);
    const paths = Object.keys(files);
    expect(files[paths.find((path) => path.endsWith('-notes.txt'))!]).toBe('rain gauge readings');
    expect(files[paths.find((path) => /^posts\/mel\/.*-1\.md$/.test(path))!]).toContain('In **forty** villages.');
    const all = Object.values(files).join('\n');
    const secrets = await world.services.database.db.selectFrom('auth_sessions').select('token').execute();
    for (const { token } of secrets) expect(all).not.toContain(token);
    expect(all).not.toContain('Thank you.');
    expect(all).not.toMatch(/"hash"|"blob_key"|copse_/);
  });

  it('tells by mail, for its owner only, for a week', async () => {
    const { who } = await arrives('Ines Prado', 'ines@faraway.example');
    await exported(who);
    const mail = (await world.mails()).find(({ to, subject }) => to === 'ines@faraway.example' && /are ready/.test(subject))!;
    const path = /http:\/\/copse\.test(\/me\/data\/exports\/\d+)/.exec(plain(mail.raw))![1]!;
    expect((await who.get(path)).statusCode).toBe(200);
    expect((await world.as('anjali').get(path)).statusCode).toBe(404);
    expect((await world.anonymous.get(path)).headers.location).toContain('/sign-in');
    const key = (await world.services.database.db.selectFrom('data_exports').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()).blob_key!;
    world.pass(8 * DAY);
    await world.work();
    expect((await who.get(path)).statusCode).toBe(404);
    expect(await world.services.blobs.exists(key)).toBe(false);
  });
});

describe('leaving', () => {
  it('waits seven days, in which the link of the mail takes it back', async () => {
    const { who } = await arrives('Bo Lindqvist', 'bo@faraway.example');
    expect((await who.post('/me/data/leave', { keep: 'keep' })).body).toContain('Say that you are sure');
    await who.post('/me/data/leave', { keep: 'keep', sure: 'yes' });
    await world.work();
    const mail = (await world.mails()).find(({ to, subject }) => to === 'bo@faraway.example' && /will be erased/.test(subject))!;
    const token = decodeURIComponent(/stay\?token=([\w%-]+)/.exec(plain(mail.raw))![1]!);
    expect((await world.anonymous.get(`/stay?token=${token}`)).body).toContain('I stay');
    expect((await world.anonymous.post('/stay', { token })).headers.location).toBe('/');
    expect((await world.anonymous.post('/stay', { token })).statusCode).toBe(422);
    world.pass(8 * DAY);
    await world.work();
    expect((await who.get('/people/bo-lindqvist')).statusCode).toBe(200);
  });

  it.each(['keep', 'remove'])('leaves no trace in any table afterwards: %s', async (keep) => {
    const name = keep === 'keep' ? 'Wilhelmina Quartermaine' : 'Theodora Ravenscroft';
    const address = `${keep}@gone.example`;
    const { who, handle } = await arrives(name, address);
    const { own, theirs } = await writes(who, handle, name);
    await who.post('/me/settings', { name, headline: `I am ${name}`, language: 'en', time_zone: 'UTC', bio: `Write to ${address}` });
    await exported(who);
    const before = await counts();
    const files = (await world.services.database.db.selectFrom('attachments').select('blob_key').where('uploader_id', '=', await idOf(handle)).execute()).map((file) => file.blob_key);
    expect(files).toHaveLength(1);
    await who.post('/me/data/leave', { keep, sure: 'yes' });
    world.pass(6 * DAY);
    await world.work();
    expect((await who.get('/me/settings/data')).body, 'not yet').toContain('Your account is erased on');
    world.pass(2 * DAY);
    await world.work();
    // The search settles a while after what it holds has changed.
    world.pass(DAY);
    await world.work();

    expect(await tracesIn(world.services.database, [name, `@${handle}`, `people/${handle}`, handle, address])).toEqual([]);
    expect((await who.get('/me/settings')).headers.location).toContain('/sign-in');
    expect((await world.anonymous.get(`/people/${handle}`)).statusCode).toBe(404);
    const kept = keep === 'keep';
    const page = (await world.as('leila').get(theirs)).body;
    expect(page).toContain('Thank you.');
    expect(page.includes('Drought.')).toBe(kept);
    expect(page).toContain(kept ? 'a former member' : 'class="post gone"');
    expect((await world.as('leila').get(own)).statusCode).toBe(kept ? 302 : 404);
    expect(await world.services.blobs.exists(files[0]!)).toBe(kept);
    const after = await counts();
    expect(after.members).toBe(before.members - 1);
    expect(after.posts).toBe(before.posts - (kept ? 0 : 2));
    expect(after.thanks).toBe(before.thanks - 1);
  });

  it('takes a name off in one community only, for who leaves that', async () => {
    const { who, handle } = await arrives('Philippa Greenhalgh', 'philippa@faraway.example');
    await world.as('anjali').post('/admin/communities', { name: 'Water', slug: 'water', visibility: 'public' });
    await who.post('/c/water/join');
    const elsewhere = await who.post('/c/water/discussions', { title: 'Wells', body: 'By Philippa Greenhalgh' });
    const { theirs } = await writes(who, handle, 'Philippa Greenhalgh');
    const ctx = await world.ctx('anjali');
    const { community } = await world.place('anjali');
    await anonymise(ctx, community.id, await idOf(handle));
    await world.work();
    const page = (await world.as('leila').get(theirs)).body;
    expect(page).toContain('Drought.');
    expect(page).not.toMatch(/Philippa|philippa-g/);
    expect((await world.anonymous.get(elsewhere.headers.location!)).body).toContain('Philippa Greenhalgh');
    expect((await who.get('/me/settings')).body).toContain('Philippa Greenhalgh');
  });
});

describe('a room that moved to another community', () => {
  /** Anjali runs `mel` and the community that the room goes to; who wrote in the room is in `mel` alone, and stays behind or comes along as a guest. */
  async function moves(name: string, address: string, others: 'guests' | 'stay') {
    const slug = name.toLowerCase().replace(/\W/g, '');
    const { who, handle } = await arrives(name, address);
    const [anjali, leila] = [world.as('anjali'), world.as('leila')];
    await anjali.post('/admin/communities', { name: `To ${slug}`, slug: `to-${slug}`, visibility: 'members' });
    const room = (await anjali.post('/c/mel/rooms', { name: `Field ${slug}`, slug: `field-${slug}`, visibility: 'members' })).headers.location!;
    for (const client of [who, leila]) await client.post(`${room}/join`);
    const own = await upload(who, `${room}/discussions`, { title: `What ${name} saw`, body: 'In **forty** villages.', tags: 'rain' }, { name: 'notes.txt', text: `by ${name}` });
    expect(own.statusCode, own.body.slice(0, 500)).toBe(303);
    const theirs = (await leila.post(`${room}/discussions`, { title: 'Rain', body: `@${handle}, ${name}: what did you see?` })).headers.location!;
    const opening = /discussions\/(\d+)/.exec(theirs)![1]!;
    await who.post(`${theirs}/reply`, { body: `Drought. Yours, ${name}` });
    await who.post(`${theirs}/follow`, { level: 'follow' });
    await who.post(`${room}/discussions/posts/${opening}/react`, { kind: 'thanks' });
    await who.post(`${room}/report/${opening}`, { reason: 'other', note: `I am ${name}` });
    await who.send({ method: 'PUT', url: `/api/v1/communities/mel/bookmarks/${opening}`, payload: { note: `Mine, ${name}` } });
    await who.post('/c/mel/rooms/requests', { name: `${name} and friends`, purpose: `Ask ${name}`, why: 'We are many', type: 'interest', visibility: 'members' });
    await world.work();
    const before = await exported(who);
    const moved = await anjali.post(`${room}/move`, { to: `to-${slug}`, confirm: `Field ${slug}`, others });
    expect([moved.statusCode, moved.body.slice(-3000, -2000)]).toEqual([303, '']);
    await world.work();
    return { who, handle, theirs: theirs.replace(room, moved.headers.location!), before, slug };
  }

  it.each([['Josefina Wetherby', 'guests'], ['Ottavia Brackenridge', 'stay']] as const)('gives all that is somebody’s, and leaves no trace of them: %s, %s', async (name, others) => {
    const address = `${others}@faraway.example`;
    const { who, handle, theirs, before, slug } = await moves(name, address, others);
    const files = await exported(who);
    const rows = (of: Record<string, string>) => Object.fromEntries(Object.entries(of).filter(([path]) => path.startsWith('data/')).map(([path, text]) => [path.slice(5, -5), (JSON.parse(text) as unknown[]).length]));
    const gone = Object.entries(rows(before)).filter(([kind, many]) => rows(files)[kind]! < many).map(([kind]) => kind);
    // Whoever stayed behind lost the room, and what only its members have.
    expect(gone).toEqual(others === 'stay' ? ['memberships'] : []);
    expect((JSON.parse(files['data/posts.json']!) as { body: string }[]).map(({ body }) => body)).toEqual(['In **forty** villages.', `Drought. Yours, ${name}`]);
    expect(Object.keys(files).filter((path) => path.startsWith(`posts/to-${slug}/`))).toHaveLength(2);
    expect(files[Object.keys(files).find((path) => path.endsWith('-notes.txt'))!]).toBe(`by ${name}`);

    const kept = others === 'guests';
    const id = await idOf(handle);
    const [file] = await world.services.database.db.selectFrom('attachments').select('blob_key').where('uploader_id', '=', id).execute();
    await who.post('/me/data/leave', { keep: kept ? 'keep' : 'remove', sure: 'yes' });
    for (let days = 0; days < 9; days += 1) {
      world.pass(DAY);
      await world.work();
    }
    expect(await tracesIn(world.services.database, [name, `@${handle}`, handle, address])).toEqual([]);
    const page = (await world.as('anjali').get(theirs)).body;
    expect([page.includes('Drought.'), page.includes('what did you see')]).toEqual([kept, true]);
    expect(page).toContain(kept ? 'a former member' : 'class="post gone"');
    expect(await world.services.blobs.exists(file!.blob_key)).toBe(kept);
  });
});

async function idOf(handle: string): Promise<number> {
  return (await world.services.database.db.selectFrom('people').select('id').where('handle', '=', handle).executeTakeFirstOrThrow()).id;
}

async function counts() {
  const { db } = world.services.database;
  const { id } = (await world.place('anjali')).community;
  const space = await db.selectFrom('spaces').select(['member_count as members', 'post_count as posts']).where('id', '=', id).executeTakeFirstOrThrow();
  const reactions = await db.selectFrom('reaction_counts').select('count').where('kind', '=', 'thanks').execute();
  return { ...space, thanks: reactions.reduce((sum, { count }) => sum + count, 0) };
}
