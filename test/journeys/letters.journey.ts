import { afterAll, beforeAll, expect, it } from 'vitest';
import { simpleParser, type ParsedMail } from 'mailparser';
import sharp from 'sharp';
import { startOutbox, type Outbox } from '#platform/mail/outbox/index.ts';
import { axe, openBrowser, screenshot, type TestBrowser, type Visitor } from '#test/browser.ts';
import { receiveMail, type MailClient } from '#test/receive.ts';
import { startSink, type Sink } from '#test/sink.ts';
import { makeWorld, type Cast, type Client, type World } from '#test/world.ts';

const DAY = 86_400_000;
const TITLE = 'How deep must a well be?';
type Letter = ParsedMail & { recipient: string; raw: string };

let sink: Sink;
let world: World;
let mail: MailClient;
let outbox: Outbox;
let browser: TestBrowser;
/** Somebody who reads by digest alone. */
let reader: Client;

beforeAll(async () => {
  sink = await startSink();
  world = await makeWorld({ SMTP_URL: sink.url, MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1' });
  mail = await receiveMail(world);
  outbox = startOutbox(world.services, { watch: false });
  browser = await openBrowser(world);
  reader = await world.newcomer('ines', 'mel');
  await reader.post('/me/settings/notifications', { 'level.0.0': 'everything', 'mail.0.0': 'daily', at: '07:00' });
  for (const name of ['tomasi', 'pavel', 'anjali'] as const) await world.as(name).post('/me/settings/notifications/preset', { preset: 'everything' });
  await letters();
});
afterAll(async () => {
  await browser.close();
  await outbox.stop();
  await mail.close();
  await world.close();
  await sink.close();
});

const ever: Letter[] = [];
/** The mails that reached the mail server since this was last asked, when all work is done. */
async function letters(): Promise<Letter[]> {
  await world.work();
  await outbox.drain();
  const fresh = await Promise.all(sink.taken.splice(0).map(async ({ to, raw }) => ({ ...(await simpleParser(raw)), recipient: to, raw })));
  ever.push(...fresh);
  return fresh;
}
const of = (all: Letter[], who: string) => all.filter(({ recipient }) => recipient === `${who}@example.org`);

async function signIn({ page }: Visitor, who: Cast): Promise<void> {
  const [name, value] = world.as(who).cookies().split('; ')[0]!.split(/=(.*)/) as [string, string];
  await page.context().addCookies([{ url: 'http://copse.test', name, value }]);
}

/** Looks at a mail as a mail program draws it, and keeps pictures of it. */
async function look(letter: Letter, name: string): Promise<void> {
  expect(Buffer.byteLength(letter.raw)).toBeLessThan(25_000);
  expect(letter.html).not.toMatch(/<img[^>]+src="http|<link|@import|url\(/);
  for (const line of letter.text!.split('\n')) if (!/https?:|@/.test(line)) expect(line.length, line).toBeLessThanOrEqual(72);
  for (const [colorScheme, width] of [['light', 1280], ['dark', 1280], ['light', 360], ['dark', 360]] as const)
    await browser.visit(
      async ({ page }) => {
        await page.setContent(String(letter.html));
        expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width);
        const faults = (await axe(page)).filter((fault) => !/landmark|region|page-has|bypass/.test(fault));
        expect(faults).toEqual([]);
        await screenshot(page, `${name}-${colorScheme}-${width}`);
      },
      { width, colorScheme },
    );
}

/** Answers a mail as a mail program does: to its Reply-To, with its headers and its words below. */
function answer(who: string, told: Letter, text: string): Promise<string> {
  const quoted = told.text!.split('\n').map((line) => `> ${line}`).join('\n');
  return mail.send({
    from: `${who} <${who}@example.org>`,
    to: told.replyTo!.value[0]!.address!,
    subject: `Re: ${told.subject}`,
    inReplyTo: told.messageId!,
    references: [...[told.references ?? []].flat(), told.messageId!],
    messageId: `<answer-of-${who}@example.org>`,
    text: `${text}\n\nOn Wed, 25 Nov 2026 at 10:12, ${told.from!.value[0]!.name} <${told.from!.value[0]!.address}> wrote:\n\n${quoted}\n`,
  });
}

let thread: string;

it('is asked by mail, and answered by two who never opened the site', async () => {
  await mail.send({ from: 'Leila <leila@example.org>', to: 'mel@copse.test', subject: TITLE, messageId: '<ask@example.org>', text: 'Ours are dry in April.\n\nWho measured, and for how long?\n\n-- \nLeila\nTunis' });
  const told = await letters();
  expect(told.map(({ recipient }) => recipient).sort()).toEqual(['anjali', 'pavel', 'tomasi'].map((name) => `${name}@example.org`));
  expect(told[0]!.text).toContain('Ours are dry in April.');
  expect(told[0]!.text).not.toContain('Tunis');
  await answer('tomasi', of(told, 'tomasi')[0]!, 'Twelve metres, in two dry years.');
  await answer('pavel', of(told, 'pavel')[0]!, 'We log the level every week; I can share the sheet.');
  const answers = of(await letters(), 'leila');
  expect(answers.map(({ text }) => /^(?:Twelve|We log).*$/m.exec(text!)![0]).sort()).toEqual(['Twelve metres, in two dry years.', 'We log the level every week; I can share the sheet.']);
});

it('is answered on the web, where what came by mail reads like all else', async () => {
  await browser.visit(async (visitor) => {
    await signIn(visitor, 'anjali');
    const { page, open, faults } = visitor;
    await open('/c/mel/discussions');
    await page.getByRole('link', { name: TITLE }).first().click();
    for (const words of ['Ours are dry in April.', 'Twelve metres, in two dry years.', 'We log the level every week']) await page.getByText(words).waitFor();
    for (const words of ['wrote:', 'Tunis', 'Reply-To']) expect(await page.locator('main').innerText()).not.toContain(words);
    await page.locator('form.composer textarea[name=body]').fill('Thank you both. I will put the sheet into the library.');
    await page.locator('form.composer button.btn:not(.plain)').click();
    await page.getByText('I will put the sheet into the library.').waitFor();
    thread = new URL(page.url()).pathname;
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'thread-by-mail-1280');
    await page.setViewportSize({ width: 360, height: 800 });
    await screenshot(page, 'thread-by-mail-360');
    expect(faults).toEqual([]);
  });
});

it('holds together in a mail program that knows threads by their headers alone', async () => {
  await letters();
  for (const who of ['anjali', 'leila', 'tomasi', 'pavel']) {
    // RFC 5256 §3 REFERENCES: every mail hangs on one that is there, or is the root; one's own mails count.
    const own = of(ever, who).filter(({ subject }) => subject!.includes(TITLE));
    const there = new Set([...own.map(({ messageId }) => messageId!), '<ask@example.org>', `<answer-of-${who}@example.org>`]);
    const roots = new Set(own.map(({ references, messageId }) => [references ?? []].flat()[0] ?? messageId));
    expect(own.length, who).toBeGreaterThan(1);
    expect([...roots], who).toEqual(['<ask@example.org>']);
    for (const { inReplyTo } of own) if (inReplyTo) expect(there, `${who}: ${inReplyTo}`).toContain(inReplyTo);
  }
});

it('comes in one digest to somebody who reads once a day, who answers from it', async () => {
  expect(of(ever, 'ines')).toEqual([]);
  world.pass(DAY);
  const [digest, ...others] = of(await letters(), 'ines');
  expect(others).toEqual([]);
  for (const words of ['Leila: Ours are dry in April.', 'Tomasi: Twelve metres', 'Pavel: We log the level', 'Anjali: Thank you both.']) expect(digest!.text).toContain(words);
  await look(digest!, 'digest');
  const to = [...digest!.text!.matchAll(/Answer by mail: (\S+)/g)].at(-1)![1]!;
  await mail.send({ from: 'ines@example.org', to, subject: `Re: ${TITLE}`, text: 'Please share it with us too.' });
  await letters();
  expect((await world.anonymous.get(thread)).body).toContain('Please share it with us too.');
  world.pass(DAY);
  expect(of(await letters(), 'ines')).toEqual([]);
});

it('is told in a newsletter, and stands in its archive for everybody', async () => {
  await world.anonymous.post('/c/mel/newsletters/subscribe', { address: 'sponsor@example.net' });
  const [ask] = await letters();
  await world.anonymous.post(/http:\/\/copse\.test(\/newsletters\/confirm\/\S+)/.exec(ask!.text!)![1]!, { do: 'confirm' });
  await browser.visit(async (visitor) => {
    await signIn(visitor, 'anjali');
    const { page, open, faults } = visitor;
    const click = (name: string) => page.getByRole('button', { name }).first().click();
    await open('/c/mel/newsletters/new');
    await page.getByLabel('Plain letter').check();
    await page.getByLabel('Title').fill('What we know about wells');
    await click('Begin');
    await page.getByLabel('Introduction').fill('One question came by mail this week, and **four of you** knew something.');
    await page.getByLabel('Text').first().fill('If you keep a log of your own, tell us.');
    await click('Pick from the community');
    await page.getByLabel(TITLE).check();
    await click('Add what is ticked');
    await page.getByRole('group', { name: `How much room: ${TITLE}` }).getByLabel('Lead').check();
    await click(`Move up: ${TITLE}`);
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'letter-compose-1280');
    await click('Preview and send');
    expect(await page.frameLocator('iframe').locator('.lead .x').innerText()).toBe(TITLE);
    await click('Send now');
    await page.getByRole('status').getByText('It is on its way').waitFor();
    expect(faults).toEqual([]);
  });
  const issues = (await letters()).filter(({ subject }) => subject === 'What we know about wells');
  expect(issues.map(({ recipient }) => recipient).sort()).toEqual(['sponsor@example.net', ...['anjali', 'ines', 'leila', 'pavel', 'tomasi'].map((name) => `${name}@example.org`)].sort());
  const issue = issues.find(({ recipient }) => recipient === 'sponsor@example.net')!;
  expect(issue.text).toContain(`http://copse.test${thread}`);
  await look(issue, 'newsletter');
  await browser.visit(
    async ({ page, open, faults }) => {
      await open('/c/mel/newsletters');
      await page.getByRole('link', { name: 'What we know about wells' }).click();
      await page.getByRole('link', { name: TITLE }).waitFor();
      expect(await axe(page)).toEqual([]);
      await screenshot(page, 'letter-archived-360');
      await page.getByRole('link', { name: TITLE }).click();
      await page.getByText('Please share it with us too.').waitFor();
      expect(faults).toEqual([]);
    },
    { width: 360 },
  );
  expect((await world.anonymous.get('/c/mel/newsletters.atom')).body).toContain('What we know about wells');
});

it('reads from right to left where its language does, with the logo of its community', async () => {
  const logo = await sharp({ create: { width: 200, height: 200, channels: 3, background: '#b5552f' } }).png().toBuffer();
  const anjali = world.as('anjali');
  const form = new FormData();
  form.set('logo', new Blob([new Uint8Array(logo)], { type: 'image/png' }), 'logo.png');
  const request = new Request('http://copse.test', { method: 'POST', body: form });
  const sent = await anjali.send({ method: 'POST', url: '/c/mel/settings/logo', payload: Buffer.from(await request.arrayBuffer()), headers: { 'content-type': request.headers.get('content-type')! } });
  expect(sent.statusCode).toBe(303);
  const made = await anjali.post('/c/mel/newsletters', { template: 'brief', title: 'ماذا تعلمنا عن الآبار' });
  const self = made.headers.location!.replace(/\/compose$/, '');
  await anjali.post(`${self}/pick`, { items: `discussion:${/discussions\/(\d+)/.exec(thread)![1]}` });
  const texts = [...(await anjali.get(`${self}/compose`)).body.matchAll(/<textarea[^>]* name="(text\.\d+)"/g)].map(([, name]) => [name, 'نقيس منسوب المياه كل أسبوع، ونشارك ما نجده مع الجميع.']);
  await anjali.post(`${self}/compose`, { title: 'ماذا تعلمنا عن الآبار', introduction: 'سؤال واحد، وأربع إجابات من أعضاء جماعتنا.', language: 'ar', audience: 'readers', ...Object.fromEntries(texts) });
  await anjali.post(`${self}/schedule`, { do: 'now' });
  const [issue] = of(await letters(), 'leila');
  expect(issue!.raw).toContain('Content-ID: <logo>');
  expect(issue!.html).toContain('dir="rtl"');
  await look(issue!, 'newsletter-rtl');
});
