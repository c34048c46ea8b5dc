import { afterAll, beforeAll, expect, it } from 'vitest';
import { newMailsOf, receiveMail, type MailClient } from '#test/receive.ts';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
let mail: MailClient;
let newMails: ReturnType<typeof newMailsOf>;
beforeAll(async () => {
  world = await makeWorld({ MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1' });
  mail = await receiveMail(world);
  newMails = newMailsOf(world);
  const room = await world.services.database.db.selectFrom('spaces').select(['id', 'community_id']).where('slug', '=', 'surveys').executeTakeFirstOrThrow();
  await world.services.database.db.insertInto('memberships').values({ community_id: room.community_id, space_id: room.id, person_id: world.as('leila').personId!, role: 'member', joined_at: 0 }).execute();
});
afterAll(async () => {
  await mail.close();
  await world.close();
});

const leila = 'Leila <leila@example.org>';
const choices = () =>
  world.services.database.db.selectFrom('notification_settings as n').leftJoin('spaces as s', 's.id', 'n.space_id').select(['s.slug', 'n.level', 'n.mail']).where('person_id', '=', world.as('leila').personId!).orderBy('n.space_id').execute();

it.each([
  ['mel-request', { subject: 'digest weekly' }, [{ slug: 'mel', level: null, mail: 'weekly' }]],
  ['mel-request', { subject: 'Re: how', text: 'Everything\n\nThank you!' }, [{ slug: 'mel', level: 'everything', mail: 'now' }]],
  ['mel-request', { subject: '', text: 'digest everything monthly' }, [{ slug: 'mel', level: 'everything', mail: 'monthly' }]],
  ['mel-request', { subject: 'diario' }, [{ slug: 'mel', level: 'everything', mail: 'daily' }]],
  ['mel-request', { subject: 'mentions only' }, [{ slug: 'mel', level: 'followed', mail: 'now' }]],
  ['mel.surveys-request', { subject: 'off' }, [{ slug: 'mel', level: 'followed', mail: 'now' }, { slug: 'surveys', level: null, mail: 'off' }]],
  ['mel-request', { subject: 'digest daily everywhere' }, [{ slug: null, level: null, mail: 'daily' }, { slug: 'mel', level: 'followed', mail: 'now' }, { slug: 'surveys', level: null, mail: 'off' }]],
])('how mail comes is chosen at %s by %j', async (local, said, then) => {
  await newMails();
  await mail.send({ from: leila, to: `${local}@copse.test`, text: '', ...said });
  const [told] = await newMails();
  expect(told!.subject).toMatch(/^Changed: /);
  expect(await choices()).toEqual(then);
});

it('asked without a wish, or with one that is none, changes nothing and tells how it is', async () => {
  const before = await choices();
  await mail.send({ from: leila, to: 'mel-request@copse.test', subject: 'digest', text: '' });
  await mail.send({ from: leila, to: 'mel-request@copse.test', subject: 'Weekly meeting', text: '' });
  const told = await newMails();
  expect(told.map((m) => /It\s+comes:\s+At\s+once/.test(m.text!))).toEqual([true, true]);
  expect(await choices()).toEqual(before);
});

it('help is in a language that there are texts in, and what is no command is answered once a day', async () => {
  await world.services.database.db.updateTable('people').set({ language: 'fr' }).where('id', '=', world.as('leila').personId!).execute();
  const told = [];
  for (const subject of ['Please do something', 'And again']) {
    await mail.send({ from: leila, to: 'mel-request@copse.test', subject, text: '' });
    told.push(...(await newMails()));
  }
  expect(told).toHaveLength(1);
  expect(told[0]!.text).toContain('“Please do something”');
  expect(told[0]!.text).toContain('digest: ');
  expect(told[0]!.html).toContain('lang="en"');
  expect(told[0]!.text).not.toContain('approve');
  await mail.send({ from: 'Anjali <anjali@example.org>', to: 'mel-help@copse.test', subject: '', text: '' });
  expect((await newMails())[0]!.text).toContain('“approve” or “decline”');
});

it('the mailto of List-Unsubscribe ends what its mail is about, whoever sends it, also when a machine does', async () => {
  const at = (await world.as('pavel').post('/c/mel/discussions', { title: 'Unsubscribing', body: 'x', type: 'conversation' })).headers.location!;
  await world.as('tomasi').post(`${at}/reply`, { body: 'First' });
  const told = (await newMails()).find((m) => m.recipient === 'pavel@example.org')!;
  const header = told.headerLines.find(({ key }) => key === 'list-unsubscribe')!.line.replace(/\s+/g, ' ');
  const [, address] = /<mailto:([^?>]+)\?subject=unsubscribe>/.exec(header)!;
  await mail.send({ from: 'Relay <relay@elsewhere.example>', to: address!, subject: 'unsubscribe', text: '', headers: { 'Auto-Submitted': 'auto-generated' }, signed: false });
  expect(await newMails()).toEqual([]);
  expect((await world.as('pavel').get(`${at}/follow`)).body).toContain('You muted');
  await world.as('tomasi').post(`${at}/reply`, { body: 'Second' });
  expect((await newMails()).map((m) => m.recipient)).not.toContain('pavel@example.org');
  // One for another person cannot be made up.
  await expect(mail.send({ from: leila, to: address!.replace(/\+u\.0\.([^.]+)\.[^.]+/, '+u.0.$1.1'), subject: 'unsubscribe', text: '' })).rejects.toThrow('550');
});
