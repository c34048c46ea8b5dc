import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe, openBrowser, screenshot, type TestBrowser, type Visitor } from '#test/browser.ts';
import { unfolded } from '#test/mail.ts';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let world: World;
let browser: TestBrowser;

beforeAll(async () => {
  world = await makeWorld();
  await world.as('anjali').post('/c/mel/settings/joining', { joining: 'approval', question: 'What do you work on?', welcome: 'We are **glad** that you came.', contact: 'leila' });
  browser = await openBrowser(world);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function signIn({ page }: Visitor, name: Cast): Promise<void> {
  const [key, value] = world.as(name).cookies().split('; ')[0]!.split(/=(.*)/) as [string, string];
  await page.context().addCookies([{ url: 'http://copse.test', name: key, value }]);
}

async function linkTo(address: string, pattern: RegExp): Promise<string> {
  await world.work();
  const raw = (await world.mails()).filter((mail) => mail.to.includes(address)).map((mail) => unfolded(mail.raw));
  return raw.map((text) => pattern.exec(text)?.[0]).find(Boolean)!;
}

it('brings a stranger in from a letter, on a phone without script', { timeout: 120_000 }, async () => {
  await browser.visit(async (visitor) => {
    const { page, open } = visitor;
    await signIn(visitor, 'leila');
    await open('/c/mel/invitations');
    await page.getByLabel('Addresses').fill('nuno@example.com');
    await page.getByLabel('A word from you').first().fill('You asked about panels');
    await page.getByRole('button', { name: 'Send the invitations' }).click();
    await page.getByText('The invitations are on their way').waitFor();
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'invitations');
  });
  const invitation = await linkTo('nuno@', /http:\/\/copse\.test\/invitations\/[\w-]{20,}/);
  await browser.visit(async ({ page, open }) => {
    await open(invitation);
    await page.getByText('You asked about panels').waitFor();
    await page.getByRole('link', { name: 'Make an account and come in' }).click();
    await page.locator('[name=name]').fill('Nuno Alves');
    await page.locator('[name=address]').fill('nuno@example.com');
    await page.locator('[name=password]').fill('a much longer password');
    await page.getByRole('button', { name: 'Create account' }).click();
    await open(await linkTo('nuno@', /http:\/\/copse\.test\/confirm\?\S+/));
    await page.getByRole('button').filter({ hasText: /confirm/i }).click();
    await page.getByRole('button', { name: 'Come in' }).click();
    await page.getByRole('heading', { name: 'Welcome to Monitoring & Learning' }).waitFor();
    await page.getByText('Show your face').waitFor();
    await page.getByRole('link', { name: 'Leila' }).first().waitFor();
    await screenshot(page, 'welcome-360');
  }, { script: false, width: 360 });
});

it('lets in who asks and says why', { timeout: 120_000 }, async () => {
  await browser.visit(async (visitor) => {
    const { page, open, faults } = visitor;
    await signIn(visitor, 'stranger');
    await open('/c/mel');
    await page.getByRole('link', { name: 'Join Monitoring & Learning' }).first().click();
    await page.getByLabel('What do you work on?').fill('School meals');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ask to come in' }).click();
    await page.getByText('have not answered yet').waitFor();
    expect(faults).toEqual([]);
  });
  await browser.visit(async (visitor) => {
    const { page, open, faults } = visitor;
    await signIn(visitor, 'anjali');
    await open('/c/mel/requests');
    await page.getByText('School meals').waitFor();
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'requests-dark');
    await page.getByRole('button', { name: /^Let in/ }).click();
    await page.getByText('Nobody is waiting').waitFor();
    for (const [name, path] of [['entrance', '/settings/joining'], ['lists', '/member-lists'], ['leave', '/leave'], ['remove', '/members/tomasi/remove']] as const) {
      await open(`/c/mel${path}`);
      expect(await axe(page)).toEqual([]);
      await screenshot(page, `joining-${name}-dark`);
    }
    expect(faults).toEqual([]);
  }, { colorScheme: 'dark' });
  expect((await world.as('stranger').get('/c/mel/leave')).statusCode).toBe(200);
});
