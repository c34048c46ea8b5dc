import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe, openBrowser, screenshot, type TestBrowser, type Visitor } from '#test/browser.ts';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
let browser: TestBrowser;

beforeAll(async () => {
  world = await makeWorld({ BASE_URL: 'http://localhost' });
  browser = await openBrowser(world);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** A key device inside the browser (WebAuthn §11), with a finger that is always right. */
async function keyDevice({ page }: Visitor): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

async function as(name: 'tomasi', { page }: Visitor): Promise<void> {
  const [cookie, value] = world.as(name).cookies().split('; ')[0]!.split(/=(.*)/) as [string, string];
  await page.context().addCookies([{ url: 'http://localhost', name: cookie, value }]);
}

it('a member makes a passkey and signs in with it alone', async () => {
  await browser.visit(async (visitor) => {
    const { page, open, faults } = visitor;
    await keyDevice(visitor);
    await as('tomasi', visitor);
    await open('/me/settings/security');
    await page.getByRole('link', { name: 'Add a passkey' }).click();
    await page.getByLabel('Name of this passkey').fill('Laptop at work');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make the passkey' }).click();
    await page.getByText('Your passkey works from now on').waitFor();
    await page.getByText('Laptop at work', { exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'security-1280');

    await page.context().clearCookies();
    await open('/me/settings/sessions');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
    await page.getByText('this device').waitFor();
    expect(await axe(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
});

it('says so when there is no key, and loads nothing of it on other pages', async () => {
  await browser.visit(async ({ page, open }) => {
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    await open('/c/mel');
    await page.waitForTimeout(300);
    expect(loaded.filter((url) => url.includes('passkey'))).toEqual([]);
    await page.context().newCDPSession(page).then((session) => session.send('WebAuthn.enable'));
    await open('/sign-in');
    const button = page.getByRole('button', { name: 'Sign in with a passkey' });
    await button.waitFor();
    expect(loaded.filter((url) => url.includes('passkey'))).toHaveLength(1);
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'sign-in-1280');
  });
});
