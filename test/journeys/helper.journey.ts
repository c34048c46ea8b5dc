import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe, openBrowser, screenshot, type TestBrowser, type Visitor } from '#test/browser.ts';
import { makeWorld, type Client, type World } from '#test/world.ts';

let world: World;
let browser: TestBrowser;

beforeAll(async () => {
  world = await makeWorld();
  const { headers } = await world.as('tomasi').post('/c/mel/discussions', { title: 'Weighting after attrition', body: 'Households drop out of our panel. Which weights do you adjust?', type: 'question' });
  await world.as('leila').post(`${headers.location}/reply`, { body: 'We model who leaves the panel by region, and adjust the weights of the households that stay.' });
  await settle();
  browser = await openBrowser(world);
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** Lets what was written be indexed and counted, and mail go out. */
async function settle(): Promise<void> {
  world.pass(61_000);
  await world.work();
}

/** Quoted-printable breaks long lines (RFC 2045 §6.7). */
const unfolded = (raw: string) => raw.replace(/=\r?\n/g, '').replaceAll('=3D', '=');

async function linkIn(subject: string, pattern: RegExp): Promise<string> {
  await settle();
  const mail = (await world.mails()).find((one) => one.to.includes('leila@') && one.subject.includes(subject));
  return pattern.exec(unfolded(mail?.raw ?? ''))?.[0] ?? '';
}

interface View {
  width: number;
  script: boolean;
}

async function signIn({ page }: Visitor, client: Client): Promise<void> {
  const [name, value] = client.cookies().split('; ')[0]!.split(/=(.*)/) as [string, string];
  await page.context().addCookies([{ url: 'http://copse.test', name, value }]);
}

/** axe needs script in the page; what it sees is the same without. */
async function checked({ page }: Visitor, { width, script }: View): Promise<void> {
  if (script) expect(await axe(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(width);
}

/** Joins, sees who knows about it, and asks. Answers with the address of the question. */
async function joinAndAsk(visitor: Visitor, title: string, view: View): Promise<string> {
  const { page, open } = visitor;
  await open('/c/mel');
  await page.getByRole('button', { name: /^Join/ }).first().click();
  await page.getByRole('navigation', { name: 'Community' }).getByRole('link', { name: 'People' }).click();
  await page.getByRole('link', { name: 'Who can help' }).first().click();
  await page.getByLabel('What you need help with').fill('panel attrition and weights');
  await page.getByRole('button', { name: 'Find people' }).click();
  await page.getByRole('link', { name: 'Leila' }).first().waitFor();
  await page.locator('.evidence').first().getByText('adjust the weights').waitFor();
  await checked(visitor, view);
  await screenshot(page, `helper-finder-${view.width}`);
  await page.getByRole('link', { name: 'Ask it as a question' }).click();
  await page.locator('[name=title]').fill(title);
  await page.locator('textarea[name=body]').fill('Our panel lost a fifth of its households. How do we adjust the weights?');
  await page.locator('form.composer button.btn:not(.plain)').click();
  await page.getByRole('heading', { name: title }).waitFor();
  return new URL(page.url()).pathname;
}

/** Sees in the rail who could help, and with what evidence, and invites Leila. */
async function inviteLeila(visitor: Visitor, at: string, view: View): Promise<void> {
  const { page, open } = visitor;
  await settle();
  await open(at);
  await page.getByRole('heading', { name: 'Who could help' }).waitFor();
  await checked(visitor, view);
  await screenshot(page, `helper-rail-${view.width}`);
  await page.getByRole('link', { name: 'All, and what speaks for them' }).click();
  await page.getByRole('link', { name: 'Weighting after attrition' }).first().waitFor();
  await checked(visitor, view);
  await screenshot(page, `helper-suggestions-${view.width}`);
  await page.getByRole('button', { name: /^Invite.*Leila/ }).click();
  await page.getByText('The mail is on its way').waitFor();
  expect(await page.getByRole('button', { name: /^Invite.*Leila/ }).count()).toBe(0);
}

it.each([
  { how: 'with script', script: true, width: 1280, name: 'ruth' },
  { how: 'without script, on a phone', script: false, width: 360, name: 'ines' },
])('a newcomer finds a helper, $how', async ({ script, width, name }) => {
  const title = `Attrition in a panel, asks ${name}`;
  const newcomer = await world.newcomer(name, null);
  await browser.visit(
    async (visitor) => {
      await signIn(visitor, newcomer);
      const at = await joinAndAsk(visitor, title, { script, width });
      await inviteLeila(visitor, at, { script, width });
      await browser.visit(
        async (leila) => {
          await signIn(leila, world.as('leila'));
          await leila.open(await linkIn(title, new RegExp(`http://copse\\.test/c/mel/discussions/\\d+-attrition-in-a-panel-asks-${name}`)));
          await leila.page.locator('form.composer textarea[name=body]').fill('Model who leaves, then adjust region by region.');
          await leila.page.locator('form.composer button.btn:not(.plain)').click();
          await leila.page.locator('.post .prose', { hasText: 'Model who leaves' }).waitFor();
          expect(leila.faults).toEqual([]);
        },
        { script, width },
      );
      await visitor.open(at);
      await visitor.page.locator('.post .prose', { hasText: 'Model who leaves' }).waitFor();
      await visitor.page.locator('.rail').getByText('has written').waitFor();
      expect(visitor.faults).toEqual([]);
    },
    { script, width },
  );
});

it('lets the invited decline with one click and no account, and be asked less', async () => {
  const { headers } = await world.as('tomasi').post('/c/mel/discussions', { title: 'Weights, once more', body: 'How do we adjust the panel weights?', type: 'question' });
  world.pass(8 * 86_400_000);
  expect((await world.as('tomasi').post(`${headers.location}/helpers`, { person: world.as('leila').personId })).statusCode).toBe(303);
  const link = await linkIn('Weights, once more', /http:\/\/copse\.test\/help-invitations\/[\w.-]+/);
  await browser.visit(
    async (visitor) => {
      const { page, open, faults } = visitor;
      await open(link);
      await page.getByText('Weights, once more').waitFor();
      await checked(visitor, { width: 360, script: true });
      await screenshot(page, 'helper-decline');
      await page.getByRole('button', { name: 'Not now, and ask me less' }).click();
      await page.getByRole('heading', { name: 'Thank you for telling' }).waitFor();
      await page.getByText('at most once a week').waitFor();
      await checked(visitor, { width: 360, script: true });
      expect(faults).toEqual([]);
    },
    { width: 360, colorScheme: 'dark' },
  );
  await browser.visit(async (visitor) => {
    await signIn(visitor, world.as('leila'));
    await visitor.open('/me/helping');
    expect(await visitor.page.getByLabel('At most one').isChecked()).toBe(true);
    await checked(visitor, { width: 1280, script: true });
  });
});
