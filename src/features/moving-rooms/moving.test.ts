import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiveMail } from '#test/receive.ts';
import { makeWorld, type Client, type World } from '#test/world.ts';
import { createCommunity } from '../communities/index.ts';

let world: World;
let tomasi: Client;
let leila: Client;
const A = '/c/mel/r/surveys';
const B = '/c/gov/r/surveys';

/** Anjali founds `gov`, for members only; Tomasi facilitates both, Leila only `mel`, Pavel neither. */
async function begin(): Promise<void> {
  world = await makeWorld({ MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1' });
  [tomasi, leila] = [world.as('tomasi'), world.as('leila')];
  await createCommunity(await world.ctx('anjali'), { name: 'Governance', slug: 'gov', tagline: null, visibility: 'members', joining: 'open' } as never);
  const { db } = world.services.database;
  const gov = (await db.selectFrom('spaces').select('id').where('slug', '=', 'gov').executeTakeFirstOrThrow()).id;
  await db.insertInto('memberships').values({ community_id: gov, space_id: gov, person_id: tomasi.personId!, role: 'facilitator', joined_at: 1 }).execute();
  await db.updateTable('spaces').set({ member_count: 2 }).where('id', '=', gov).execute();
  const anjali = world.as('anjali');
  for (const person of [tomasi.personId, leila.personId]) await anjali.post('/c/mel/members/role', { person, role: 'facilitator' });
  await leila.post(`${A}/join`);
  await world.work();
}

const idOf = (location: unknown) => Number(/discussions\/(\d+)/.exec(String(location))![1]);
/** Leila attaches a file to a reply of hers; answers its address. */
async function attach(): Promise<string> {
  const form = new FormData();
  form.append('title', 'With a file');
  form.append('body', 'see below');
  form.append('files', new Blob(['the protocol'], { type: 'text/plain' }), 'protocol.txt');
  const encoded = new Response(form);
  const sent = await leila.send({ method: 'POST', url: `${A}/discussions`, headers: { 'content-type': encoded.headers.get('content-type')! }, payload: Buffer.from(await encoded.arrayBuffer()) });
  return /href="([^"]+\/files\/[^"]+)"/.exec((await leila.get(sent.headers.location!)).body)![1]!;
}
/** What stands in the page itself. */
const plain = (body: string) => body.replace(/^[^]*<main/, '').replace(/<\/main>[^]*$/, '').replace(/<div class="flash">[^]*?<\/div>\s*<\/div>\s*<\/div>/, '');
const move = (client: Client, form: Record<string, unknown> = {}, from = A) => client.post(`${from}/move`, { to: 'gov', confirm: 'Room surveys', ...form });
const count = async (table: string, where: string) => Number((await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where ${sql.raw(where)}`.execute(world.services.database.db)).rows[0]!.n);
const ids = async () => {
  const { db } = world.services.database;
  const rows = await db.selectFrom('spaces').select(['id', 'slug']).where('parent_id', 'is', null).execute();
  return { mel: rows.find(({ slug }) => slug === 'mel')!.id, gov: rows.find(({ slug }) => slug === 'gov')!.id };
};

describe('a room that moves', () => {
  let first: number;
  let reply: string;
  let file: string;
  let told: Awaited<ReturnType<World['mails']>>[number];
  /** The Message-ID of the mail by which somebody knows that their question to the room arrived. */
  let receipt: string;
  let answerTo: string;
  let unsubscribe: string;
  beforeAll(async () => {
    await begin();
    first = idOf((await leila.post(`${A}/discussions`, { title: 'Sampling in atolls', body: 'quokkaword begins', tags: 'atolls, shared' })).headers.location);
    await world.work();
    await world.as('pavel').post(`${A}/discussions/${first}/reply`, { body: 'quokkaword goes on' });
    await world.work();
    told = (await world.mails()).find(({ to, subject }) => to === 'leila@example.org' && subject.includes('Sampling'))!;
    answerTo = /^Reply-To: .*?(\S+@copse\.test)/im.exec(told.raw)![1]!.replace(/[<>]/g, '');
    unsubscribe = /^List-Unsubscribe:\s*<http:\/\/copse\.test(\/unsubscribe\/[^>]+)>/im.exec(told.raw)![1]!;
    const mail = await receiveMail(world);
    await mail.send({ from: 'Leila <leila@example.org>', to: 'mel.surveys-owner@copse.test', subject: 'May we read it', text: 'we are six' });
    await world.work();
    await mail.close();
    receipt = /^Message-ID: (.*)$/im.exec((await world.mails()).find(({ to, raw }) => to === 'leila@example.org' && raw.includes('<contact-'))!.raw)![1]!.trim();
    file = await attach();
    reply = String((await world.services.database.db.selectFrom('posts').select('item_id').where('number', '=', 2).executeTakeFirstOrThrow()).item_id);
    await leila.send({ method: 'PUT', url: `/api/v1/communities/mel/bookmarks/${first}`, payload: {} });
    await world.as('anjali').post('/c/gov/discussions', { title: 'Ours', body: 'here', tags: 'shared' });
    await world.work();
  });
  afterAll(() => world.close());

  it('is given by those who may do so for both communities, and by nobody else', async () => {
    expect((await tomasi.get(`${A}/state`)).body.includes(`${A}/move`)).toBe(true);
    expect((await tomasi.get(`${A}/move`)).body.includes('<option value="gov">Governance')).toBe(true);
    // Leila facilitates only one: the other is no choice, whether it is there or not.
    const [gov, nowhere] = [await move(leila), await move(leila, { to: 'nowhere' })];
    expect([gov.statusCode, nowhere.statusCode]).toEqual([422, 422]);
    expect(plain(gov.body.replaceAll('gov', 'nowhere')) === plain(nowhere.body)).toBe(true);
    expect((await leila.get(`${A}/move`)).body.includes('There is no community that it could go to')).toBe(true);
    for (const client of [world.as('pavel'), world.as('stranger')]) expect([403, 404]).toContain((await move(client)).statusCode);
    expect((await world.anonymous.post(`${A}/move`, { to: 'gov' })).statusCode).toBe(404);
  });

  it('says beforehand what will happen', async () => {
    const { body } = await tomasi.get(`${A}/move?to=gov`);
    for (const words of ['Move Room surveys to Governance', '2 discussions with 3 posts and one file', 'One tag is one that Governance has too. One tag is new there.', 'One of 2 members is not in Governance', 'Leila', 'It is read now by members of the community', '/c/gov/r/'])
      expect(body.includes(words), words).toBe(true);
    expect(/value="invited"[^>]*checked/.test(body)).toBe(true);
  });

  it('is not moved without its name, with readers who were not asked, or while it is archived', async () => {
    const slip = await move(tomasi, { confirm: 'surveys' });
    expect([slip.statusCode, slip.body.includes('Write the name of the room as it stands there')]).toEqual([422, true]);
    const wider = await move(tomasi, { readers: 'members' });
    expect([wider.statusCode, wider.body.includes('only when those who wrote it agree')]).toEqual([422, true]);
    for (const readers of ['public', 'secret']) expect((await move(tomasi, { readers })).statusCode).toBe(422);
    await tomasi.post(`${A}/state`, { to: 'archived' });
    expect((await tomasi.get(`${A}/move`)).body.includes('This room is archived')).toBe(true);
    expect((await move(tomasi)).statusCode).toBe(409);
    await tomasi.post(`${A}/state`, { to: 'active' });
    await world.as('anjali').post('/c/gov/rooms', { name: 'Another', slug: 'surveys', visibility: 'members' });
    expect((await tomasi.get(`${A}/move?to=gov`)).body.includes('Another room stands at /c/gov/r/surveys already')).toBe(true);
    const taken = await move(tomasi, { slug: 'surveys', confirm: 'Room surveys' });
    expect([taken.statusCode, taken.body.includes('value="Room surveys"')]).toEqual([422, true]);
    await world.as('anjali').send({ method: 'PUT', url: '/api/v1/communities/gov/rooms/surveys', payload: { name: 'Another', slug: 'another' } });
    expect(await count('room_moves', '1 = 1')).toBe(0);
  });

  it('goes with everything in it, once, however often it is sent', async () => {
    const { mel, gov } = await ids();
    const all = await count('items', '1 = 1');
    const answers = await Promise.all([move(tomasi), move(tomasi)]);
    expect(answers.map(({ headers }) => headers.location)).toEqual([B, B]);
    expect((await move(tomasi)).headers.location).toBe(B);
    await world.work();
    expect(await count('room_moves', 'ended_at is not null')).toBe(1);
    expect([await count('items', '1 = 1'), await count('items', `community_id = ${gov}`), await count('spaces', `slug = 'surveys'`)]).toEqual([all, 4, 1]);
    const tags = await sql<{ community_id: number; slug: string; item_count: number }>`select community_id, slug, item_count from tags order by community_id, slug`.execute(world.services.database.db);
    expect(tags.rows.map((row) => [row.community_id === gov ? 'gov' : 'mel', row.slug, Number(row.item_count)])).toEqual(expect.arrayContaining([['gov', 'atolls', 1], ['gov', 'shared', 2], ['mel', 'atolls', 0], ['mel', 'shared', 0]]));
    const room = (await tomasi.get('/api/v1/communities/gov/rooms/surveys')).json<{ members: number; discussions: number; visibility: string; state: string }>();
    expect(room).toMatchObject({ members: 2, discussions: 2, visibility: 'invited', state: 'active' });
    expect((await tomasi.get('/api/v1/communities/mel/rooms')).json<{ rooms: { slug: string }[] }>().rooms.map(({ slug }) => slug)).not.toContain('surveys');
    expect(await count('memberships', `community_id = ${gov} and space_id = ${gov} and role = 'guest' and person_id = ${leila.personId}`)).toBe(1);
    expect((await sql<{ n: number }>`select member_count as n from spaces where id = ${gov}`.execute(world.services.database.db)).rows[0]!.n).toBe(3);
    expect(await count('read_marks', `community_id = ${mel} and discussion_id = ${first}`)).toBe(0);
  });

  it('is led to by old addresses, for those who may read it; for others it is as if nothing had been there', async () => {
    for (const [path, to] of [
      ['/r/surveys', B],
      [`/r/surveys/discussions/${first}-sampling-in-atolls`, `${B}/discussions/${first}-sampling-in-atolls`],
      ['/r/surveys/discussions.atom', `${B}/discussions.atom`],
      [`/discussions/${first}`, `${B}/discussions/${first}`],
      [`/discussions/posts/${reply}`, `${B}/discussions/posts/${reply}`],
    ] as const) {
      const answer = await leila.get(`/c/mel${path}`);
      expect([answer.statusCode, answer.headers.location], path).toEqual([301, to]);
      for (const client of [world.as('pavel'), world.as('stranger'), world.anonymous]) {
        const hidden = await client.get(`/c/mel${path}`);
        const missing = await client.get(`/c/mel${path.replace('surveys', 'nowhere').replace(/\d+/, '99999')}`);
        expect([hidden.statusCode, plain(hidden.body) === plain(missing.body)], path).toEqual([404, true]);
      }
    }
    expect((await leila.get(`${B}/discussions/${first}-sampling-in-atolls`)).body.includes('quokkaword goes on')).toBe(true);
    expect((await leila.get(`/api/v1/communities/mel/discussions/${first}`)).headers.location).toBe(`/api/v1/communities/gov/discussions/${first}`);
    // A form that was open meanwhile: what was typed goes where the discussion is.
    const late = await leila.post(`/c/mel/discussions/${first}/reply`, { body: 'written late' });
    expect([late.statusCode, late.headers.location]).toEqual([308, `${B}/discussions/${first}/reply`]);
    expect((await leila.post(`${A}/discussions/${first}/reply`, { body: 'written late' })).statusCode).toBe(303);
  });

  it('is found there and no longer here, and what was saved is saved', async () => {
    expect((await leila.get('/c/gov/search?q=quokkaword')).body.includes('Sampling in atolls')).toBe(true);
    expect((await leila.get('/c/mel/search?q=quokkaword')).body.includes('Sampling in atolls')).toBe(false);
    expect((await world.as('pavel').get('/c/mel/search?q=quokkaword')).body.includes('Sampling in atolls')).toBe(false);
    const saved = await leila.get('/me/bookmarks');
    expect([saved.statusCode, saved.body.includes(`${B}/discussions/${first}`)]).toEqual([200, true]);
  });

  it('takes mail at its old address, answers to mails of before, and files where they were', async () => {
    const mail = await receiveMail(world);
    const from = 'Leila <leila@example.org>';
    await mail.send({ from, to: 'mel.surveys@copse.test', subject: 'By the old address', text: 'begun by mail' });
    await mail.send({ from, to: 'mel.surveys@copse.test', subject: 'Re: Sampling', text: 'by reference', inReplyTo: `<post-${first}.${(await ids()).mel}@copse.test>` });
    await mail.send({ from, to: answerTo, subject: 'Re: Sampling', text: 'by token' });
    await mail.send({ from: 'Pavel <pavel@example.org>', to: 'mel.surveys@copse.test', subject: 'Let me in', text: 'no way' }).catch(() => null);
    await world.work();
    await mail.close();
    const { db } = world.services.database;
    const { gov } = await ids();
    const posts = await db.selectFrom('posts').select(['body', 'discussion_id']).where('community_id', '=', gov).where('via', '=', 'mail').orderBy('item_id').execute();
    expect(posts.map(({ body, discussion_id }) => [body, discussion_id === first]).sort()).toEqual([['begun by mail', false], ['by reference', true], ['by token', true]]);
    const link = await leila.get(file);
    expect(link.headers.location).toBe(file.replace('/c/mel/', `${B}/`).replace('/r/surveys/r/surveys', '/r/surveys'));
    expect((await leila.get(link.headers.location!)).body).toBe('the protocol');
    expect((await world.as('pavel').get(link.headers.location!)).statusCode).toBe(404);
    expect((await world.anonymous.get(unsubscribe)).body.includes('Room surveys')).toBe(true);
  });

  it('keeps what its mails are called for ever, so that threads hold together, also in the desk of a room', async () => {
    const { mel, gov } = await ids();
    expect(told.raw).toContain(`<post-${first}.${mel}@copse.test>`);
    await tomasi.post(`${B}/discussions/${first}/reply`, { body: 'after the move' });
    await world.work();
    const mail = (await world.mails()).findLast(({ to, raw }) => to === 'leila@example.org' && raw.includes('after the move'))!;
    const written = (await world.services.database.db.selectFrom('posts').select('item_id').where('body', '=', 'after the move').executeTakeFirstOrThrow()).item_id;
    expect(/^Message-ID: (.*)$/im.exec(mail.raw)![1]).toBe(`<post-${written}.${gov}@copse.test>`);
    expect(/^In-Reply-To: (.*)$/im.exec(mail.raw)![1]).toBe(`<post-${first}.${mel}@copse.test>`);
    // Sent again to somebody else, the reply of before is the same mail.
    const { messageIdsOf } = await import('../items/index.ts');
    expect((await messageIdsOf(await world.ctx('tomasi'), 'post', gov, [Number(reply)]))(Number(reply))).toBe(/^Message-ID: (.*)$/im.exec(told.raw)![1]);

    const receive = await receiveMail(world);
    await receive.send({ from: 'Leila <leila@example.org>', to: 'mel.surveys-owner@copse.test', subject: 'May we read it', text: 'still there?', inReplyTo: receipt });
    await world.work();
    await receive.close();
    const { db } = world.services.database;
    expect((await db.selectFrom('contact_messages').select(['body', 'conversation_id']).where('kind', '=', 'asked').execute()).map(({ conversation_id: id }, _, [begun]) => id === begun!.conversation_id)).toEqual([true, true]);
    const desk = (await world.mails()).filter(({ subject }) => subject.includes('May we read it')).map(({ raw }) => /^References:\s*(<[^>]+>)/im.exec(raw)![1]!);
    expect([desk.length > 1, new Set(desk).size]).toEqual([true, 1]);
  });

  it('is told of once, and logged in both communities', async () => {
    const told = (await world.mails()).filter(({ subject }) => subject.includes('Room surveys is in Governance now'));
    expect(told.map(({ to }) => to)).toEqual(expect.arrayContaining(['leila@example.org']));
    expect(new Set(told.map(({ to }) => to)).size).toBe(told.length);
    expect((await leila.get('/me/inbox')).body.includes('Room surveys is in Governance now')).toBe(true);
    const line = 'Moved a room to another community: Room surveys, from Monitoring &amp; Learning to Governance';
    for (const path of ['/c/mel/log', '/c/gov/log', `${B}/log`]) expect((await tomasi.get(path)).body.includes(line), path).toBe(true);
  });

  it('comes back, by the same way, and all its addresses are its own again', async () => {
    const back = await move(tomasi, { to: 'mel', readers: 'invited' }, B);
    expect(back.headers.location).toBe(A);
    expect((await leila.get(`/c/gov/discussions/${first}`)).headers.location).toBe(`${A}/discussions/${first}`);
    expect((await leila.get(`${A}/discussions/${first}-sampling-in-atolls`)).statusCode).toBe(200);
    expect(await count('moved_rooms', '1 = 1')).toBe(1);
  });
});

describe('a large room', () => {
  beforeAll(begin);
  afterAll(() => world.close());

  it('is read-only while it moves, by steps of which each can be the last before the power fails', async () => {
    const id = idOf((await leila.post(`${A}/discussions`, { title: 'Long', body: 'first' })).headers.location);
    const { db } = world.services.database;
    const { community_id, space_id } = await db.selectFrom('items').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const numbers = Array.from({ length: 699 }, (_, n) => n + 2);
    const items = await db.insertInto('items').values(numbers.map((n) => ({ community_id, space_id, parent_id: id, kind: 'reply', author_id: leila.personId, language: 'en', created_at: n, updated_at: n }))).returning(['id', 'created_at as n']).execute();
    await db.insertInto('posts').values(items.map(({ id: item_id, n }) => ({ community_id, item_id, discussion_id: id, number: n, author_id: leila.personId, body: 'x', html: 'x', created_at: n }))).execute();
    await db.insertInto('message_ids').values(items.map(({ id: item_id, n }) => ({ community_id, message_id: `m${n}`, item_id, discussion_id: id }))).execute();
    const answer = await move(tomasi, { others: 'stay' });
    expect(answer.headers.location).toBe(A);
    expect((await move(tomasi)).statusCode).toBe(409);
    expect((await tomasi.get(`${A}/move`)).body.includes('Room surveys is on its way')).toBe(true);
    expect((await leila.get(A)).body.includes('This room is moving to another community')).toBe(true);
    expect((await leila.post(`${A}/discussions/${id}/reply`, { body: 'too late' })).statusCode).toBe(403);
    expect((await tomasi.get('/c/gov/rooms')).body.includes('Room surveys')).toBe(false);
    // One step, and then nothing, as after kill -9.
    const { carryStep } = await import('./moving.ts');
    const { moveOf } = await import('./queries.ts');
    await carryStep(await world.ctx('tomasi'), (await moveOf(db, space_id))!);
    expect((await tomasi.get(B)).statusCode).toBe(404);
    world.pass(10_000);
    await world.work();
    expect((await tomasi.get(`${B}/discussions/${id}-long?page=35`)).statusCode).toBe(200);
    const { gov } = await ids();
    for (const table of ['items', 'posts', 'message_ids']) expect(await count(table, `community_id = ${gov}`), table).toBe(700);
    // Leila stayed behind: she is told, and the room is as if it were missing.
    expect((await leila.get(A)).statusCode).toBe(404);
    expect((await world.mails()).some(({ to, subject }) => to === 'leila@example.org' && subject.includes('Room surveys has left Monitoring'))).toBe(true);
  });

  it('leaves no trace of a secret room for those who are not in it', async () => {
    const home = (await tomasi.post('/c/mel/rooms', { name: 'Hushhush', slug: 'hush', visibility: 'secret' })).headers.location!;
    const id = idOf((await tomasi.post(`${home}/discussions`, { title: 'Whispered', body: 'zanzibarite' })).headers.location);
    expect((await world.as('anjali').get(`${home}/move`)).statusCode, 'whoever runs the host is nobody here').toBe(404);
    const there = (await move(tomasi, { confirm: 'hushhush' }, home)).headers.location!;
    expect(there).toBe(home.replace('mel', 'gov'));
    await world.work();
    expect((await tomasi.get(`/c/mel/discussions/${id}`)).headers.location).toBe(`${there}/discussions/${id}`);
    const anjali = world.as('anjali');
    for (const path of ['/c/mel/log', '/c/gov/log', '/c/gov/rooms', '/c/gov', '/c/gov/search?q=zanzibarite', '/me', '/admin/jobs']) expect((await anjali.get(path)).body.replace(/q=|value="[^"]*"|<title>[^<]*|for [^<]*/g, ''), path).not.toMatch(/Hushhush|Whispered/);
    for (const path of [there, home, `/c/mel/discussions/${id}`, `/c/gov/discussions/${id}`]) expect((await anjali.get(path)).statusCode, path).toBe(404);
  });
});
