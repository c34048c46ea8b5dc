import { afterAll, beforeAll, expect, it } from 'vitest';
import { simpleParser } from 'mailparser';
import { axe, openBrowser, screenshot, type TestBrowser, type Visitor } from '#test/browser.ts';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let world: World;
let browser: TestBrowser;

beforeAll(async () => {
  world = await makeWorld();
  browser = await openBrowser(world);
  await world.as('leila').post('/c/mel/discussions', { title: 'How long may a panel be?', body: 'Ours is **ten** minutes.', type: 'question' });
  await world.as('pavel').post('/c/mel/discussions', { title: 'A checklist for phone calls', body: 'Greet, ask, thank.', type: 'conversation' });
  await world.as('anjali').post('/c/mel/members/role', { person: world.as('leila').personId, role: 'facilitator' });
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const LIST = '/c/mel/newsletters';

async function signIn({ page }: Visitor, who: Cast): Promise<void> {
  const [name, value] = world.as(who).cookies().split('; ')[0]!.split(/=(.*)/) as [string, string];
  await page.context().addCookies([{ url: 'http://copse.test', name, value }]);
}

/** The latest mail to an address, and a link in it. */
async function mailTo(address: string, subject: RegExp) {
  await world.work();
  const raw = (await world.mails()).find((mail) => mail.to === address && subject.test(mail.subject))!.raw;
  const mail = await simpleParser(raw);
  return { ...mail, link: (path: string) => new RegExp(`http://copse.test(/newsletters/${path}/[\\w.-]+)`).exec(mail.text!)![1]! };
}

it('goes from an empty page to a second pair of eyes', async () => {
  await browser.visit(async (visitor) => {
    await signIn(visitor, 'anjali');
    const { page, open, faults } = visitor;
    const click = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
    await open(`${LIST}/settings`);
    await page.getByLabel('A second person approves each issue').check();
    await click('Save');
    await page.getByRole('link', { name: 'New newsletter' }).first().click();
    await page.getByLabel('One-topic brief').check();
    await page.getByLabel('Title').fill('What phone panels taught us');
    await click('Begin');
    await page.getByLabel('Introduction').fill('Two findings, and one question that is open.');
    await page.getByLabel('Text').first().fill('People stay *if we stop in time*.');
    await click('Pick from the community');
    await page.getByLabel('How long may a panel be?').check();
    await page.getByLabel('A checklist for phone calls').check();
    await click('Add what is ticked');
    await click('Move up: How long may a panel be?');
    const titles = page.locator('.block.item h3');
    await expect.poll(() => titles.allInnerTexts()).toEqual(['How long may a panel be?', 'A checklist for phone calls']);
    expect(await page.getByLabel('Introduction').inputValue()).toContain('Two findings');
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'newsletter-compose');
    await click('Preview and send');
    const mail = page.frameLocator('iframe');
    expect(await mail.locator('h1').innerText()).toBe('What phone panels taught us');
    expect(await mail.locator('em').innerText()).toBe('if we stop in time');
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'newsletter-preview');
    await page.getByRole('link', { name: 'Plain text' }).click();
    expect(await page.locator('.plainmail').innerText()).toContain('by Leila');
    await click('Ask for approval');
    expect(await page.getByRole('status').innerText()).toContain('Those who may approve it are told');
    expect(faults).toEqual([]);
  });
});

it('is approved from the mail by the second person, who need not sign in', async () => {
  const { link } = await mailTo('leila@example.org', /^May this go out/);
  await browser.visit(async ({ page, open, faults }) => {
    await open(link('approve'));
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('What phone panels taught us');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('It is approved and can go out.').waitFor();
    expect(faults).toEqual([]);
  });
});

it('gives an outsider what they asked for, and stands in the archive', async () => {
  await browser.visit(
    async ({ page, open }) => {
      await open(LIST);
      await page.getByLabel('Your address').fill('reader@example.net');
      await page.getByRole('button', { name: 'Subscribe' }).click();
      await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
      await open((await mailTo('reader@example.net', /^Do you want/)).link('confirm'));
      await page.getByRole('button', { name: 'Yes, send it to me' }).click();
      await page.getByRole('heading', { name: 'You are in' }).waitFor();
    },
    { script: false, width: 360 },
  );
  await browser.visit(async (visitor) => {
    await signIn(visitor, 'anjali');
    const { page, open } = visitor;
    await open(LIST);
    await page.getByRole('link', { name: 'What phone panels taught us' }).click();
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByRole('status').getByText('It is on its way').waitFor();
  });
  const mail = await mailTo('reader@example.net', /^What phone panels/);
  await browser.visit(async ({ page, open, faults }) => {
    await open(LIST);
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'newsletter-archive');
    await page.getByRole('link', { name: 'What phone panels taught us' }).click();
    await page.getByRole('link', { name: 'A checklist for phone calls' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'newsletter-issue');
    // The link of the mail asks first; its button ends it.
    await open(mail.link('unsubscribe'));
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByRole('heading', { name: 'You are out' }).waitFor();
    expect(faults).toEqual([]);
  });
});
