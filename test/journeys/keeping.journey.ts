import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser, type Visitor } from '#test/browser.ts';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
let browser: TestBrowser;
let at: string;

beforeAll(async () => {
  world = await makeWorld();
  browser = await openBrowser(world);
  at = (await world.as('tomasi').post('/c/mel/discussions', { title: 'Worth keeping', body: 'It is', type: 'question' })).headers.location!;
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function signIn({ page }: Visitor): Promise<void> {
  const [name, value] = world.as('anjali').cookies().split('; ')[0]!.split(/=(.*)/) as [string, string];
  await page.context().addCookies([{ url: 'http://copse.test', name, value }]);
}

const kept = async () => (await world.as('anjali').get('/me/bookmarks')).body.includes('Worth keeping');

it('saves and lets go beside the page', async () => {
  await browser.visit(async (visitor) => {
    await signIn(visitor);
    const { page, open, faults } = visitor;
    await open(at);
    const save = page.getByRole('button', { name: 'Save', exact: true });
    // The page's script is there once it has asked for what saving needs.
    await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => /bookmark-.*\.js/.test(name)));
    await page.waitForTimeout(100);
    await save.click();
    await expect.poll(kept).toBe(true);
    expect(await save.getAttribute('aria-pressed')).toBe('true');
    expect(new URL(page.url()).hash).toBe('');
    await save.click();
    await expect.poll(kept).toBe(false);
    expect(await save.getAttribute('aria-pressed')).toBe('false');
    expect(faults).toEqual([]);
  });
});

it('saves, writes a note and sets work aside without script', async () => {
  await browser.visit(
    async (visitor) => {
      await signIn(visitor);
      const { page, open } = visitor;
      await open(at);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      expect(await page.getByRole('status').innerText()).toContain('It stands among your bookmarks.');
      await open('/me/bookmarks');
      await page.getByText('Note and folder').click();
      await page.getByLabel('Your note').fill('Ask Tomasi');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      expect(await page.locator('.note').innerText()).toBe('Ask Tomasi');
      await open('/c/mel/work');
      await page.getByRole('button', { name: /Next week.*Worth keeping/ }).click();
      expect(await page.getByRole('link', { name: 'Worth keeping' }).count()).toBe(0);
      await page.getByRole('button', { name: 'Take it up again' }).click();
      expect(await page.getByRole('link', { name: 'Worth keeping' }).count()).toBe(1);
    },
    { script: false },
  );
});
