import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe, openBrowser, screenshot, type TestBrowser, type Visitor } from '#test/browser.ts';
import { makeWorld, type Cast, type World } from '#test/world.ts';

const SITE = 'http://copse.localhost';
let world: World;
let browser: TestBrowser;

beforeAll(async () => {
  // Service workers want https, or a name that never leaves the machine (W3C Secure Contexts).
  world = await makeWorld({ BASE_URL: SITE });
  browser = await openBrowser(world);
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function signIn({ page }: Visitor, name: Cast): Promise<void> {
  const [cookie, value] = world.as(name).cookies().split('; ')[0]!.split(/=(.*)/) as [string, string];
  await page.context().addCookies([{ url: SITE, name: cookie, value }]);
}

async function as<T>(name: Cast, work: (visitor: Visitor) => Promise<T>, options = {}): Promise<T> {
  return browser.visit(async (visitor) => {
    await signIn(visitor, name);
    return work(visitor);
  }, options);
}

const started = async (title: string, body = 'First words.') =>
  (await world.as('tomasi').post('/c/mel/discussions', { title, body, type: 'conversation' })).headers.location!;

/** The worker is there and has the pages in its hands. */
const kept = ({ page }: Visitor) => page.evaluate(() => navigator.serviceWorker.ready.then(() => (navigator.serviceWorker.controller ? true : new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done)))));
/** Without a line, also for the worker, whom the browser's own switch does not reach. */
async function cut({ page }: Visitor): Promise<void> {
  browser.line.cut();
  await page.context().setOffline(true);
}
async function mend({ page }: Visitor): Promise<void> {
  browser.line.mend();
  await page.context().setOffline(false);
}
const write = async ({ page }: Visitor, text: string) => {
  await page.locator('form.composer textarea[name=body]').fill(text);
  await page.locator('form.composer button.btn:not(.plain)').click();
};
const posts = async (at: string) => (await world.as('tomasi').get(at)).body;

it('reads offline what was read before, keeps replies, and sends each once when the line is back', async () => {
  const at = await started('On the boat', 'There is no network there.');
  await as('leila', async (visitor) => {
    const { page, open } = visitor;
    await open('/c/mel');
    await kept(visitor);
    await open(at);
    await open('/c/mel/discussions');
    await cut(visitor);
    await open(at);
    await page.getByText('There is no network there.').waitFor();
    await page.locator('.kept').filter({ hasText: 'You are offline' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await write(visitor, 'Written on the boat.');
    await page.locator('#outbox', { hasText: 'Written on the boat.' }).waitFor();
    await write(visitor, 'And a second one.');
    await page.locator('#outbox', { hasText: 'And a second one.' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'offline-outbox');
    expect(await posts(at)).not.toContain('Written on the boat.');
    await open('/c/mel/members');
    await page.getByRole('heading', { name: 'You are offline' }).waitFor();
    await page.getByRole('link', { name: 'On the boat' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'offline-page');
    await open(at);
    await mend(visitor);
    await page.locator('#outbox', { hasText: 'Your reply was sent.' }).waitFor();
    await expect.poll(() => posts(at)).toContain('And a second one.');
    const sent = await posts(at);
    for (const text of ['Written on the boat.', 'And a second one.']) expect(sent.match(new RegExp(text, 'g'))).toHaveLength(1);
    await open(at);
    await page.locator('.post', { hasText: 'And a second one.' }).waitFor();
    await page.locator('#outbox').waitFor({ state: 'detached' });
  });
});

it('gives what one kept to nobody else who uses the browser', async () => {
  const at = (await world.as('tomasi').post('/c/mel/r/surveys/discussions', { title: 'Among us', body: 'For the room alone.' })).headers.location!;
  await as('leila', async (visitor) => {
    const { page, open } = visitor;
    await open('/c/mel');
    await kept(visitor);
    await open(at);
    await cut(visitor);
    await open(at);
    await write(visitor, 'Leila wrote this.');
    await page.locator('#outbox', { hasText: 'Leila wrote this.' }).waitFor();
    // Somebody else signs in before it could be sent.
    await page.context().clearCookies();
    await signIn(visitor, 'pavel');
    await mend(visitor);
    await open('/c/mel');
    await page.waitForTimeout(500);
    expect(await page.locator('#outbox').count()).toBe(0);
    expect(await posts(at)).not.toContain('Leila wrote this.');
    expect(await page.evaluate(async () => (await (await caches.open('copse-pages')).keys()).map((request) => new URL(request.url).pathname))).toEqual(['/c/mel']);
    await cut(visitor);
    await open(at);
    await page.getByRole('heading', { name: 'You are offline' }).waitFor();
    await mend(visitor);
    // Back again, it goes out.
    await page.context().clearCookies();
    await signIn(visitor, 'leila');
    await open('/c/mel');
    await expect.poll(() => posts(at)).toContain('Leila wrote this.');
  });
});

it('keeps nothing after signing out', async () => {
  const leaver = await world.newcomer('ines', 'mel');
  await browser.visit(async (visitor) => {
    const { page, open } = visitor;
    const [cookie, value] = leaver.cookies().split('; ')[0]!.split(/=(.*)/) as [string, string];
    await page.context().addCookies([{ url: SITE, name: cookie, value }]);
    await open('/c/mel');
    await kept(visitor);
    await open('/me/inbox');
    await page.locator('.me summary').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
    await cut(visitor);
    await open('/me/inbox');
    await page.getByRole('heading', { name: 'You are offline' }).waitFor();
    expect(await page.evaluate(async () => (await (await caches.open('copse-pages')).keys()).map((request) => new URL(request.url).pathname))).not.toContain('/me/inbox');
  });
});

it('rings the bell on an open page, and shows inbox and settings to everybody', async () => {
  const at = await started('The bell');
  await world.work();
  await world.as('tomasi').post('/me/inbox/read');
  await as('tomasi', async (visitor) => {
    const { page, open, faults } = visitor;
    await open(at);
    await page.waitForTimeout(500);
    await world.as('leila').post('/c/mel/discussions', { title: 'Elsewhere', body: '@tomasi, look here' });
    await world.work();
    await expect.poll(() => page.locator('.bell b').textContent()).toBe('1');
    await world.as('pavel').post(`${at}/reply`, { body: 'One' });
    await world.as('leila').post(`${at}/reply`, { body: 'Two' });
    await world.work();
    for (const view of [{ width: 1280, height: 900 }, { width: 320, height: 700 }]) {
      await page.setViewportSize(view);
      await page.emulateMedia({ colorScheme: view.width === 320 ? 'dark' : 'light' });
      for (const path of ['/me/inbox', '/me/settings/notifications', '/offline']) {
        await open(path);
        await page.locator('details.why').evaluateAll((all) => all.forEach((why) => ((why as HTMLDetailsElement).open = true)));
        expect(await axe(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(view.width);
        await screenshot(page, `notifications${path.replaceAll('/', '-')}-${view.width}`);
      }
    }
    expect(faults).toEqual([]);
  });
});

it('is an app that can be installed', async () => {
  const manifest = await world.anonymous.get('/manifest.webmanifest');
  const { name, icons, display } = manifest.json<{ name: string; display: string; icons: { src: string; sizes: string }[] }>();
  expect([name, display]).toEqual(['Copse', 'standalone']);
  for (const { src } of icons) {
    const icon = await world.anonymous.get(src);
    expect([icon.statusCode, icon.headers['content-type']]).toEqual([200, 'image/png']);
  }
  const worker = await world.anonymous.get('/sw.js');
  expect([worker.statusCode, worker.headers['cache-control']]).toEqual([200, 'no-cache']);
  expect(worker.body).not.toMatch(/^\s*import\b/m);
  expect((await world.anonymous.get('/icons/__proto__')).statusCode).toBe(404);
});
