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
});
afterAll(async () => {
  await mail.close();
  await world.close();
});

type Got = Awaited<ReturnType<typeof newMails>>[number];
/** The address behind `mailto:` beside the link of List-Unsubscribe (RFC 2369). */
function endingOf(got: Got): string {
  const value = got.headerLines.find(({ key }) => key === 'list-unsubscribe')!.line.replace(/\s+/g, ' ');
  expect(got.headerLines.some(({ key }) => key === 'list-unsubscribe-post') && /<https?:\/\/[^>]+>, ?<mailto:/.test(value), value).toBe(true);
  return /<mailto:([^?>]+)\?subject=unsubscribe>/.exec(value)![1]!;
}
/** As a mail program does when one presses its button, from any address, without a word; some say that no person wrote it, and are not answered. */
const press = async (got: Got, byItself = false) => {
  await mail.send({ from: 'button@example.org', to: endingOf(got), subject: 'unsubscribe', text: '', ...(byItself && { headers: { 'Auto-Submitted': 'auto-generated' } }) });
  return newMails();
};

it('ends news by mail', async () => {
  const post = async (title: string) => world.as('anjali').post('/c/mel/news', { title, summary: 'x', do: 'publish' });
  for (const who of ['tomasi', 'leila'] as const) await world.as(who).post('/c/mel/news/choices', { show: ['news'], mail: 'yes' });
  await post('First');
  const got = (await newMails()).find(({ recipient }) => recipient === 'tomasi@example.org')!;
  const [told] = await press(got);
  expect(told).toMatchObject({ recipient: 'button@example.org', text: expect.stringContaining('News of Monitoring & Learning come by mail no longer.') });
  await post('Second');
  expect((await newMails()).map(({ recipient }) => recipient)).toEqual(['leila@example.org']);
});

it('ends a newsletter, for a member and for somebody from outside', async () => {
  await world.anonymous.post('/c/mel/newsletters/subscribe', { address: 'outside@example.net' });
  const [asked] = await newMails();
  await world.anonymous.post(/http:\/\/copse\.test(\/newsletters\/confirm\/[\w.-]+)/.exec(asked!.text!)![1]!);
  const send = async (title: string) => {
    const made = (await world.as('anjali').post('/c/mel/newsletters', { template: 'letter', title })).headers.location!;
    await world.as('anjali').post(made, { title, introduction: 'Hello.', language: 'en', audience: 'readers' });
    await world.as('anjali').post(made.replace('/compose', '/schedule'), { do: 'now' });
    return newMails();
  };
  const got = await send('Issue one');
  expect(await press(got.find(({ recipient }) => recipient === 'outside@example.net')!, true)).toEqual([]);
  expect((await press(got.find(({ recipient }) => recipient === 'pavel@example.org')!))[0]!.text).toContain('is no longer sent to you');
  expect((await send('Issue two')).map(({ recipient }) => recipient).sort()).toEqual(['anjali@example.org', 'leila@example.org', 'tomasi@example.org']);
});

it('ends pages sent by hand, for a member and for somebody from outside', async () => {
  const share = async () => {
    await world.as('leila').post('/c/mel/share', { path: '/about', people: 'pavel, anjali', outside: 'friend@example.net' });
    return newMails();
  };
  const got = await share();
  for (const who of ['friend@example.net', 'pavel@example.org']) expect((await press(got.find(({ recipient }) => recipient === who)!))[0]!.text).toContain('You will get no more of them.');
  expect((await share()).map(({ recipient }) => recipient)).toEqual(['anjali@example.org']);
});

it('ends nothing by an address that was made up', async () => {
  await world.as('leila').post('/c/mel/share', { path: '/about', people: 'anjali' });
  const address = endingOf((await newMails())[0]!);
  const forged = address.replace(/\.[a-z2-7]{16}@/, '.aaaaaaaaaaaaaaaa@');
  expect(forged).not.toBe(address);
  await mail.send({ from: 'button@example.org', to: forged, subject: 'unsubscribe', text: '' }).catch((error: Error) => error);
  expect((await newMails()).filter(({ text }) => text?.includes('no more'))).toEqual([]);
  await world.as('leila').post('/c/mel/share', { path: '/about', people: 'anjali' });
  expect(await newMails()).toHaveLength(1);
});
