import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ParsedMail } from 'mailparser';
import { newMailsOf, receiveMail, type MailClient } from '#test/receive.ts';
import { outline, threadsOf } from '#test/threads.ts';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let world: World;
let client: MailClient;
let newMails: ReturnType<typeof newMailsOf>;
/** Whatever reached a member, in the order in which it came. */
const got: (ParsedMail & { recipient: string })[] = [];

beforeAll(async () => {
  world = await makeWorld({ MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1' });
  client = await receiveMail(world);
  newMails = newMailsOf(world);
  await asList('pavel');
});
afterAll(async () => {
  await client.close();
  await world.close();
});

/** Wants a classic mailing list: every post, one's own too. */
const asList = (name: Cast) => world.as(name).post('/me/settings/notifications/preset', { preset: 'everything' });
const deliver = async () => void got.push(...(await newMails()));
const of = (name: Cast) => got.filter(({ recipient }) => recipient === `${name}@example.org`);
const words = ({ text }: ParsedMail) => text!.split('\n\n')[2]!;
/** The thread as the mail program of a member shows it, each message by its first words. */
function shown(name: Cast): string[] {
  const mails = of(name);
  return outline(threadsOf(mails), ({ id }) => words(mails.find((mail) => mail.messageId === id)!));
}

/** Answers in the mail program of a member: to Reply-To, by the headers of the mail that has these words. */
async function answer(name: Cast, to: string, text: string, id: string) {
  const mail = of(name).find((one) => words(one) === to)!;
  const references = [mail.references ?? []].flat();
  const subject = /^re:/i.test(mail.subject!) ? mail.subject! : `Re: ${mail.subject}`;
  await client.send({ from: `${name}@example.org`, to: mail.replyTo!.value[0]!.address!, subject, text, messageId: `<${id}@example.org>`, inReplyTo: mail.messageId!, references: [...references, mail.messageId!] });
  await deliver();
}

it('holds a thread together across mail and web, in every mail program', async () => {
  await client.send({ from: 'tomasi@example.org', to: 'mel@copse.test', subject: 'Wells', text: 'How do you count wells?', messageId: '<wells@example.org>' });
  await deliver();
  await answer('pavel', 'How do you count wells?', 'By walking.', 'walking');
  const list = (await world.as('leila').get('/c/mel/discussions')).body;
  const [, at] = /href="(\/c\/mel\/discussions\/\d+-wells)/.exec(list)!;
  const postOf = async (text: string) => new RegExp(`id="post-(\\d+)"(?:(?!id="post-)[^])*${text}`).exec((await world.as('anjali').get(at!)).body)![1]!;
  await world.as('leila').post(`${at}/reply`, { body: 'From the air.', reply_to: await postOf('By walking') });
  await deliver();
  await answer('pavel', 'From the air.', 'Who pays for that?', 'pays');
  await world.as('anjali').post(`${at}/reply`, { body: 'A summary.' });
  await deliver();
  await client.send({ from: 'tomasi@example.org', to: 'mel@copse.test', subject: 'Re: Wells', text: 'Thank you all.', messageId: '<thanks@example.org>', inReplyTo: '<walking@example.org>', references: ['<wells@example.org>', '<walking@example.org>'] });
  await deliver();
  const thread = ['How do you count wells?', '  By walking.', '    From the air.', '      Who pays for that?', '    Thank you all.', '  A summary.'];
  expect(shown('pavel')).toEqual(thread);
});

it('has one message for all who get a post, by which copies are known', () => {
  for (const text of ['By walking.', 'From the air.', 'A summary.']) {
    const copies = got.filter((mail) => words(mail) === text);
    expect(copies.length, text).toBeGreaterThan(1);
    expect(new Set(copies.map(({ messageId }) => messageId)).size, text).toBe(1);
  }
  // What came by mail keeps the name that its author gave it.
  expect(of('pavel').map(({ messageId }) => messageId)).toEqual(expect.arrayContaining(['<wells@example.org>', '<walking@example.org>', '<pays@example.org>', '<thanks@example.org>']));
});

it('is a list to whoever wants one, their own posts included; nobody else hears an echo', async () => {
  for (const mail of of('pavel')) {
    expect(mail.from!.value[0]!.name).toMatch(/^(?:Tomasi|Pavel|Leila|Anjali) via Monitoring & Learning$/);
    expect(mail.subject).toMatch(/^(?:Re: )?Wells$/);
    expect(mail.headers.get('list')).toMatchObject({ id: { name: 'mel.copse.test' }, post: { mail: 'mel@copse.test' }, unsubscribe: { url: expect.any(String) } });
  }
  expect(of('pavel').some((mail) => words(mail) === 'By walking.')).toBe(true);
  for (const name of ['tomasi', 'leila', 'anjali'] as const) expect(of(name).some((mail) => mail.from!.text.toLowerCase().includes(name))).toBe(false);
  // The page says what was chosen.
  expect((await world.as('pavel').get('/me/settings/notifications')).body).toMatch(/checked[^>]*name="own"/);
});

it('parts what only has the same subject, and loses no answer to a mail that somebody did not get', () => {
  const mail = (messageId: string, subject: string, references: string[] = []) => ({ messageId, subject, references, inReplyTo: references.at(-1) });
  const threads = threadsOf([mail('<a>', 'Wells'), mail('<d>', 'Re: Wells', ['<a>', '<gone>', '<c>']), mail('<b>', 'Wells'), mail('<c>', 'Re: Wells', ['<a>', '<gone>'])]);
  expect(outline(threads, ({ id }) => id)).toEqual(['<a>', '  <c>', '    <d>', '<b>']);
});
