import { afterAll, beforeAll, expect, it } from 'vitest';
import { newMailsOf, receiveMail, type MailClient } from '#test/receive.ts';
import { makeWorld, type Client, type World } from '#test/world.ts';

const DAY = 86_400_000;
let world: World;
let mail: MailClient;
let newMails: ReturnType<typeof newMailsOf>;
let anjali: Client;
let leila: Client;
beforeAll(async () => {
  world = await makeWorld({ MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1' });
  mail = await receiveMail(world);
  newMails = newMailsOf(world);
  [anjali, leila] = [world.as('anjali'), world.as('leila')];
});
afterAll(async () => {
  await mail.close();
  await world.close();
});

interface Told {
  kind: string;
  title: string;
  text: string;
  why: string;
  url: string;
  unread: boolean;
}
const inbox = async (who: Client, kind: string) => (await who.get('/api/v1/me/notifications')).json<{ notifications: Told[] }>().notifications.filter((line) => line.kind === `community_notices.${kind}`);
const mailed = async () => (await newMails()).map(({ recipient, subject }) => `${recipient.split('@')[0]}: ${subject}`).sort();
const header = (told: { headers: Map<string, unknown> }, name: string) => JSON.stringify(told.headers.get(name) ?? '');
const ask = (name: string) => leila.post('/c/mel/rooms/requests', { name, purpose: `To talk of ${name}`, why: 'Three of us keep asking', type: 'interest', visibility: 'members' });

it('a request for a room reaches who may open it, once, and is answered by mail; the answer reaches who asked', async () => {
  await newMails();
  await ask('Gender data');
  const [told, ...more] = await newMails();
  expect([told!.recipient, told!.subject, more]).toEqual(['anjali@example.org', 'A room is asked for: Gender data', []]);
  expect(told!.text).toContain('> To talk of Gender data\n>\n> Three of us keep asking');
  expect((await inbox(anjali, 'room_asked'))[0]).toMatchObject({ title: 'A room is asked for: Gender data', why: 'You get this because you can open rooms in Monitoring & Learning.', unread: true });
  const to = told!.replyTo!.value[0]!.address!;
  // The address is hers alone; a no without a reason is none.
  await mail.send({ from: 'Pavel <pavel@example.org>', to, subject: 'Re', text: 'approve' });
  await mail.send({ from: 'Anjali <anjali@example.org>', to, subject: 'Re', text: 'decline' });
  await mailed();
  expect((await leila.get('/c/mel/rooms/requests')).body).toContain('Would join: Leila');
  await mail.send({ from: 'Anjali <anjali@example.org>', to, subject: 'Re', text: 'approve\n\nGo ahead.\n\n> A room is asked for' });
  const answers = await newMails();
  expect(answers.map(({ recipient, subject }) => [recipient, subject])).toEqual(expect.arrayContaining([['leila@example.org', 'Gender data is open'], ['anjali@example.org', 'Gender data is open']]));
  expect(answers.find(({ recipient }) => recipient.startsWith('leila'))!.text).toContain('> Go ahead.');
  expect(await inbox(leila, 'room_answered')).toMatchObject([{ title: 'Gender data is open', url: 'http://copse.test/c/mel/r/gender-data', why: 'You get this because you asked for a room.' }]);
  expect((await inbox(anjali, 'room_asked'))[0]!.unread).toBe(false);
});

it('a declined request is told with its reason; one taken back awaits nobody', async () => {
  await ask('Chess');
  await newMails();
  const id = /id="request-(\d+)"(?:(?!id="request-)[^])*Chess/.exec((await anjali.get('/c/mel/rooms/requests')).body)![1]!;
  await anjali.post(`/c/mel/rooms/requests/${id}/decide`, { decision: 'decline', answer: 'Not what we are about' });
  const [told] = await newMails();
  expect([told!.recipient, told!.subject, told!.text!.includes('> Not what we are about')]).toEqual(['leila@example.org', 'About the room Chess', true]);
  await ask('A whim');
  expect(await mailed()).toEqual(['anjali: A room is asked for: A whim']);
  const whim = /id="request-(\d+)"(?:(?!id="request-)[^])*A whim/.exec((await anjali.get('/c/mel/rooms/requests')).body)![1]!;
  expect((await inbox(anjali, 'room_asked')).filter(({ unread }) => unread)).toHaveLength(1);
  await leila.post(`/c/mel/rooms/requests/${whim}/withdraw`);
  expect([await mailed(), (await inbox(anjali, 'room_asked')).filter(({ unread }) => unread)]).toEqual([[], []]);
});

it('who is made a member of a room hears from whom; by mail only as far as they wish', async () => {
  await newMails();
  const { communityId } = (await world.services.database.db.selectFrom('spaces').select('id as communityId').where('slug', '=', 'mel').executeTakeFirstOrThrow());
  await world.as('pavel').post('/me/settings/notifications', { [`mail.${communityId}.${communityId}`]: 'off' });
  for (let twice = 0; twice < 2; twice += 1) await anjali.post('/c/mel/r/gender-data/members/add', { handles: 'pavel anjali' });
  await anjali.post('/c/mel/r/core/members/add', { handles: 'leila' });
  const [told, ...more] = await newMails();
  expect([told!.recipient, told!.subject, more]).toEqual(['leila@example.org', 'You are in the room Room core', []]);
  expect(told!.text).toContain('Anjali has made you a member of the room Room core in Monitoring &');
  expect(header(told!, 'list')).toContain('/unsubscribe/');
  expect(await inbox(world.as('pavel'), 'added')).toMatchObject([{ text: 'Anjali has made you a member of the room Gender data in Monitoring & Learning.' }]);
  expect(await inbox(anjali, 'added')).toEqual([]);
});

it('those who facilitate a quiet room are asked once about it, and no more when somebody writes', async () => {
  await leila.post('/c/mel/r/gender-data/state', { to: 'active' });
  world.pass(70 * DAY);
  const quiet = (await newMails()).filter(({ subject }) => subject!.includes('still needed'));
  const own = quiet.filter(({ subject }) => subject === 'Is Gender data still needed?');
  expect(own.map(({ recipient }) => recipient)).toEqual(['leila@example.org']);
  expect(own[0]!.text).toContain('Archive it:\nhttp://copse.test/c/mel/r/gender-data/state#archive');
  expect(await inbox(leila, 'dormant')).toMatchObject([{ title: 'Is Gender data still needed?', why: 'You get this because you facilitate Gender data.', url: 'http://copse.test/c/mel/r/gender-data/state' }]);
  world.pass(2 * DAY);
  expect((await mailed()).filter((line) => line.includes('still needed'))).toEqual([]);
  await leila.post('/c/mel/r/gender-data/discussions', { title: 'Awake', body: 'again' });
  expect(await inbox(leila, 'dormant')).toEqual([]);
});

it('who is given another role, or a named one, hears it from whom; nobody else does', async () => {
  await newMails();
  const pavel = world.as('pavel');
  const role = (given: string) => anjali.post('/c/mel/members/role', { person: pavel.personId, role: given });
  await role('facilitator');
  await role('facilitator');
  world.pass(1000);
  await role('member');
  expect((await inbox(pavel, 'role')).map(({ title }) => title)).toEqual(['You are a member of Monitoring & Learning', 'You facilitate Monitoring & Learning']);
  await anjali.post('/c/mel/roles', { name: 'Note taker', about: 'Keeps what was said', term_months: '6' });
  const id = /roles\/(\d+)\/edit/.exec((await anjali.get('/c/mel/roles')).body)![1];
  await anjali.post(`/c/mel/roles/${id}/appoint`, { handle: 'leila' });
  await anjali.post(`/c/mel/roles/${id}/appoint`, { handle: 'nobody' });
  const [told, ...more] = await newMails();
  expect([told!.recipient, told!.subject, more]).toEqual(['leila@example.org', 'Note taker in Monitoring & Learning: it is yours', []]);
  expect(told!.text).toContain('Keeps what was said');
  await anjali.post(`/c/mel/roles/${id}/remove`);
});

it('a term that ends is told to its holder in their words, and to those who facilitate with the name of the holder', async () => {
  await anjali.post('/c/mel/roles', { name: 'Door keeper', about: 'Lets people in', term_months: '1' });
  const id = /roles\/(\d+)\/edit/.exec((await anjali.get('/c/mel/roles')).body)![1];
  await anjali.post(`/c/mel/roles/${id}/appoint`, { handle: 'tomasi' });
  world.pass(3 * DAY);
  const told = (await newMails()).filter(({ subject }) => subject!.startsWith('Door keeper in Monitoring & Learning: the term'));
  expect(told.map(({ recipient }) => recipient).sort()).toEqual(['anjali@example.org', 'tomasi@example.org']);
  expect(await inbox(world.as('tomasi'), 'term_ending')).toMatchObject([{ text: 'Your term comes to its end. Who could take over?', why: 'You get this because you hold a role in Monitoring & Learning.' }]);
  expect(await inbox(anjali, 'term_ending')).toMatchObject([{ text: 'The term of Tomasi comes to its end. Who takes over?' }]);
});

it('what waits is told on Mondays, until one press ends it, and nothing else; settings say so', async () => {
  await ask('Something new');
  const monday = async () => {
    world.pass(7 * DAY);
    return (await newMails()).filter(({ subject }) => subject!.includes('for you in'));
  };
  world.pass(DAY);
  await mailed();
  const [told, ...more] = await monday();
  expect([told!.recipient, more]).toEqual(['anjali@example.org', []]);
  expect(await inbox(anjali, 'work')).toMatchObject([{ title: told!.subject, url: 'http://copse.test/c/mel/work', why: 'You facilitate, so this comes on Mondays, when something waits.' }]);
  expect((await monday()).map(({ recipient }) => recipient)).toEqual(['anjali@example.org']);
  expect((await inbox(anjali, 'work')).filter(({ unread }) => unread)).toHaveLength(1);
  expect((await anjali.get('/me/settings/notifications')).body).toContain('a letter about what waits where I facilitate');
  expect((await leila.get('/api/v1/me/notifications/settings')).json()).toMatchObject({ work_letters: true });
  expect((await world.as('pavel').get('/api/v1/me/notifications/settings')).json()).toMatchObject({ work_letters: null });

  expect(header(told!, 'list')).not.toContain('mailto');
  const end = /http:\/\/copse\.test(\/unsubscribe\/[\w.~-]+)/.exec(header(told!, 'list'))![1]!;
  expect((await world.anonymous.get(`${end}x`)).statusCode).toBe(404);
  expect((await world.anonymous.get(end.replace('work.', 'added.'))).statusCode).toBe(404);
  expect((await world.anonymous.get(end)).body).toContain('No letter on Mondays about what waits');
  await world.anonymous.post(end, { 'List-Unsubscribe': 'One-Click' });
  expect((await anjali.get('/c/mel/work')).body).toContain('You get no letter about what waits');
  expect(await monday()).toEqual([]);
  await ask('And something else');
  expect(await mailed()).toContain('anjali: A room is asked for: And something else');
  for (const work_letters of [['no', 'yes'], 'no', 'yes']) await anjali.post('/me/settings/notifications', { at: '07:00', work_letters });
  expect((await anjali.get('/api/v1/me/notifications/settings')).json()).toMatchObject({ work_letters: true });
  await anjali.send({ method: 'PUT', url: '/api/v1/me/notifications/settings', payload: { work_letters: false } });
  expect((await anjali.get('/api/v1/me/notifications/settings')).json()).toMatchObject({ work_letters: false });
});
