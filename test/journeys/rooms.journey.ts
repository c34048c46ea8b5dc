import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe, openBrowser, type TestBrowser, type Visitor } from '#test/browser.ts';
import { makeWorld, type Client, type World } from '#test/world.ts';

let world: World;
let browser: TestBrowser;

beforeAll(async () => {
  world = await makeWorld();
  browser = await openBrowser(world);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** Gives a visitor's browser the session of somebody from the cast. */
async function signIn({ page }: Visitor, client: Client): Promise<void> {
  const [name, value] = client.cookies().split('; ').find((cookie) => cookie.startsWith('copse.session_token'))!.split(/=(.*)/s) as [string, string];
  await page.context().addCookies([{ name, value, url: 'http://copse.test' }]);
}

async function openSecretRoom({ page, open }: Visitor): Promise<string> {
  await open('/c/mel/rooms');
  await page.getByRole('link', { name: 'Open a room' }).click();
  await page.getByRole('link', { name: 'Working group' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Whistleblowers');
  await page.getByLabel('Purpose', { exact: false }).first().fill('To speak without fear');
  await page.getByRole('radio', { name: /^Secret/ }).check();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Open a room' }).click();
  await page.getByRole('heading', { name: 'Whistleblowers', level: 1 }).waitFor();
  expect(await axe(page)).toEqual([]);
  return new URL(page.url()).pathname;
}

async function talk({ page, open }: Visitor, home: string): Promise<string> {
  await open(`${home}/discussions/new`);
  await page.locator('[name=title]').fill('The zanzibarite ledger');
  await page.locator('textarea[name=body]').fill('Page nine is missing.');
  await page.locator('form.composer button.btn:not(.plain)').click();
  await page.getByRole('heading', { name: 'The zanzibarite ledger' }).waitFor();
  return new URL(page.url()).pathname;
}

const NOTHING = /Whistle|whistle|zanzibarite|without fear/;

async function seesNothing({ page, open, faults }: Visitor, paths: string[]): Promise<void> {
  for (const path of paths) {
    await open(path);
    // What somebody types into an address comes back to them.
    const text = `${await page.locator('main').innerText()} ${(await page.locator('main a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).filter((href) => !href?.includes('q=')).join(' ')}`;
    expect(text.replaceAll(/[“"][^”"]*[”"]/g, ''), path).not.toMatch(NOTHING);
  }
  expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
}

it('facilitator opens a secret room, two members talk in it, and nobody else notices', async () => {
  await browser.visit(async (facilitator) => {
    await signIn(facilitator, world.as('anjali'));
    const home = await openSecretRoom(facilitator);
    await facilitator.page.getByRole('link', { name: 'Add members' }).first().click();
    await facilitator.page.getByLabel('Members', { exact: true }).fill('leila, tomasi');
    await facilitator.page.getByRole('button', { name: 'Add them' }).click();
    await facilitator.page.getByText('2 more members are in the room').waitFor();

    await browser.visit(async (outsider) => {
      await signIn(outsider, world.as('pavel'));
      // Pavel has the list of discussions open while they talk: it stays still.
      await outsider.open('/c/mel/discussions');
      await browser.visit(async (member) => {
        await signIn(member, world.as('leila'));
        await member.open('/c/mel/rooms');
        await member.page.getByRole('link', { name: 'Whistleblowers' }).click();
        await member.page.getByText('To speak without fear').waitFor();
        const thread = await talk(member, home);
        expect(member.faults).toEqual([]);
        await browser.visit(async (other) => {
          await signIn(other, world.as('tomasi'));
          await other.open(thread);
          await other.page.locator('textarea[name=body]').fill('I have it here.');
          await other.page.locator('form.composer button.btn:not(.plain)').click();
          await other.page.locator('.post', { hasText: 'I have it here.' }).waitFor();
        });
        await world.work();
        await member.page.getByRole('link', { name: '1 new reply' }).waitFor();
        expect((await outsider.page.locator('.arrived').allTextContents()).join('').trim()).toBe('');

        await seesNothing(outsider, ['/c/mel', '/c/mel/rooms', '/c/mel/discussions', '/c/mel/search?q=ledger', '/c/mel/members', '/people/leila', '/', home, thread]);
        const pavel = world.as('pavel');
        for (const path of ['/c/mel/discussions.atom', '/api/v1/communities/mel', '/api/v1/communities/mel/rooms', '/api/v1/communities/mel/discussions', '/api/v1/communities/mel/search?q=ledger'])
          expect((await pavel.get(path)).body, path).not.toMatch(NOTHING);
        for (const path of [`${home}/discussions.atom`, `${thread}.atom`, `${home}/discussions/live`, `${thread}/live`]) expect((await pavel.get(path)).statusCode, path).toBe(404);
        expect((await world.mails()).filter(({ to, raw }) => !/leila|tomasi|anjali/.test(to) && NOTHING.test(raw))).toEqual([]);
      });
    });
    await facilitator.open(`${home}/state`);
    expect(await axe(facilitator.page)).toEqual([]);
    expect(facilitator.faults).toEqual([]);
  });
});

it('shows rooms and what becomes of them to everybody’s eyes and ears, wide and narrow', async () => {
  for (const width of [1280, 360])
    await browser.visit(
      async (visitor) => {
        await signIn(visitor, world.as('anjali'));
        for (const path of ['/c/mel/rooms', '/c/mel/rooms/new', '/c/mel/rooms/new?type=event', '/c/mel/rooms/requests', '/c/mel/rooms/requests/new', '/c/mel/r/surveys', '/c/mel/r/surveys/settings', '/c/mel/r/surveys/state', '/c/mel/r/surveys/merge', '/c/mel/r/surveys/split']) {
          await visitor.open(path);
          expect(await axe(visitor.page), path).toEqual([]);
          expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
        }
        expect(visitor.faults).toEqual([]);
      },
      { width, colorScheme: width === 360 ? 'dark' : 'light' },
    );
});
