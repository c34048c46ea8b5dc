import { afterAll, beforeAll, expect, it } from 'vitest';
import { simpleParser, type ParsedMail } from 'mailparser';
import { startOutbox, type Outbox } from '#platform/mail/outbox/index.ts';
import { axe, openBrowser, type TestBrowser, type Visitor } from '#test/browser.ts';
import { startSink, type Sink } from '#test/sink.ts';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let sink: Sink;
let world: World;
let outbox: Outbox;
let browser: TestBrowser;

beforeAll(async () => {
  sink = await startSink();
  world = await makeWorld({ SMTP_URL: sink.url });
  outbox = startOutbox(world.services, { watch: false });
  browser = await openBrowser(world);
});
afterAll(async () => {
  await browser.close();
  await outbox.stop();
  await world.close();
  await sink.close();
});

/** The mails to an address that reached the mail server, when all work is done. */
async function mailsTo(address: string): Promise<ParsedMail[]> {
  await world.work();
  await outbox.drain();
  return Promise.all(sink.taken.splice(0).filter(({ to }) => to === address).map(({ raw }) => simpleParser(raw)));
}

async function as<T>(name: Cast, work: (visitor: Visitor) => Promise<T>): Promise<T> {
  return browser.visit(async (visitor) => {
    const [cookie, value] = world.as(name).cookies().split('; ')[0]!.split(/=(.*)/) as [string, string];
    await visitor.page.context().addCookies([{ url: 'http://copse.test', name: cookie, value }]);
    const result = await work(visitor);
    expect(await axe(visitor.page)).toEqual([]);
    expect(visitor.faults).toEqual([]);
    return result;
  });
}

it('news reach who asked for them, and whoever comes by', async () => {
  await as('leila', async ({ page, open }) => {
    await open('/c/mel/news');
    await page.getByLabel('Vacancies', { exact: true }).uncheck();
    await page.getByLabel('Tell me of these').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').getByText('Your choices hold from now on.').waitFor();
  });
  const post = (kind: string, title: string) =>
    as('anjali', async ({ page, open }) => {
      await open('/c/mel/news/new');
      await page.getByRole('radio', { name: kind }).check();
      await page.getByLabel('Title').fill(title);
      await page.getByLabel('In one or two sentences').fill('Two pages at most, in any language.');
      await page.getByRole('button', { name: 'Publish' }).click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
    });
  await post('Vacancy', 'An evaluator for Suva');
  await post('Call', 'Call for stories');
  const mails = await mailsTo('leila@example.org');
  expect(mails.map(({ subject }) => subject)).toEqual(['Call: Call for stories']);
  await as('anjali', async ({ page, open }) => {
    await open('/c/mel/news');
    await page.getByRole('link', { name: 'An evaluator for Suva' }).click();
    await page.getByRole('button', { name: 'Pin' }).click();
    await page.getByRole('button', { name: 'Unpin' }).waitFor();
  });
  await browser.visit(
    async ({ page, open, faults }) => {
      await open('/c/mel/news');
      const titles = () => page.locator('.newsline').getByRole('heading').getByRole('link').allInnerTexts();
      expect(await titles()).toEqual(['An evaluator for Suva', 'Call for stories']);
      await page.getByRole('link', { name: 'Calls', exact: true }).click();
      expect(await titles()).toEqual(['Call for stories']);
      await open('/c/mel/news/archive');
      await page.getByRole('link', { name: 'Call for stories' }).click();
      await page.getByText('Two pages at most, in any language.').waitFor();
      expect(faults).toEqual([]);
    },
    { script: false, width: 360 },
  );
});

it('a visitor asks by the form, a facilitator answers on the web, and the visitor reads it in their mail', async () => {
  await browser.visit(
    async ({ page, open, faults }) => {
      await open('/c/mel');
      await page.getByRole('link', { name: 'Contact us' }).click();
      await page.getByLabel('Your name').fill('Ana from outside');
      await page.getByLabel('Your mail address').fill('ana@away.example');
      await page.getByLabel('What is it about?').fill('May we use your guide?');
      await page.getByLabel('Your message').fill('We would translate it into Tetum.');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('heading', { name: 'Your message arrived' }).waitFor();
      expect(faults).toEqual([]);
    },
    { script: false, width: 360 },
  );
  await mailsTo('ana@away.example');
  await as('anjali', async ({ page, open }) => {
    await open('/c/mel/contact/conversations');
    await page.getByRole('link', { name: 'May we use your guide?' }).click();
    await page.getByText('We would translate it into Tetum.').waitFor();
    await page.getByLabel('Answer').fill('Please do, and send us a copy.');
    await page.getByRole('button', { name: 'Send the answer' }).click();
    await page.getByRole('status').getByText('Your answer is on its way.').waitFor();
  });
  const [answer] = await mailsTo('ana@away.example');
  expect(answer!.text).toContain('Please do, and send us a copy.');
  expect(answer!.text).not.toContain('anjali@example.org');
});

it('a member sends a page to somebody outside, who reads it without an account', async () => {
  await world.as('tomasi').post('/c/mel/discussions', { title: 'Worth sending on', body: 'Everybody should read this.', type: 'conversation' });
  await as('pavel', async ({ page, open }) => {
    await open('/c/mel/discussions');
    await page.getByRole('link', { name: 'Worth sending on' }).first().click();
    await page.getByRole('link', { name: 'E-mail this page' }).click();
    await page.getByLabel('Others').fill('friend@away.example');
    await page.getByLabel('Your note').fill('Look at the second answer.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('status').getByText('On its way to one person.').waitFor();
  });
  const [mail] = await mailsTo('friend@away.example');
  expect(mail!.subject).toBe('Worth sending on');
  expect(mail!.text).toContain('> Look at the second answer.');
  const [, path] = /http:\/\/copse\.test(\/c\/mel\/discussions\/\S+)/.exec(mail!.text!)!;
  await browser.visit(async ({ page, open, faults }) => {
    await open(path!);
    await page.getByText('Everybody should read this.').waitFor();
    expect(faults).toEqual([]);
  });
});
