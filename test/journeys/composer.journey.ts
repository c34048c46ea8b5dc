import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe, openBrowser, screenshot, type TestBrowser, type Visitor } from '#test/browser.ts';
import { makeWorld, type Cast, type World } from '#test/world.ts';

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

/** Opens the site as one of the cast. */
async function as<T>(name: Cast, work: (visitor: Visitor) => Promise<T>, options = {}): Promise<T> {
  return browser.visit(async (visitor) => {
    const [cookie, value] = world.as(name).cookies().split('; ')[0]!.split(/=(.*)/) as [string, string];
    await visitor.page.context().addCookies([{ url: 'http://copse.test', name: cookie, value }]);
    const done = await work(visitor);
    expect(visitor.faults).toEqual([]);
    return done;
  }, options);
}

async function started(title: string, body = 'First words.\n\nSecond words.'): Promise<string> {
  return (await world.as('tomasi').post('/c/mel/discussions', { title, body, type: 'conversation' })).headers.location!;
}

const area = ({ page }: Visitor) => page.locator('textarea[name=body]');
const tool = ({ page }: Visitor, name: string) => page.locator(`.toolbar [data-tool=${name}]`);

it('formats by press and key, so that it can be undone, and sends by Ctrl+Enter', async () => {
  const at = await started('Formatting');
  await as('leila', async (visitor) => {
    const { page, open } = visitor;
    await open(at);
    await tool(visitor, 'bold').waitFor();
    await area(visitor).fill('make this bold');
    await area(visitor).selectText();
    await tool(visitor, 'bold').click();
    expect(await area(visitor).inputValue()).toBe('**make this bold**');
    await page.keyboard.press('Control+z');
    expect(await area(visitor).inputValue()).toBe('make this bold');
    await area(visitor).selectText();
    await page.keyboard.press('Control+i');
    expect(await area(visitor).inputValue()).toBe('*make this bold*');
    await area(visitor).fill('- one');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('two');
    expect(await area(visitor).inputValue()).toBe('- one\n- two');
    await page.getByRole('tab', { name: 'Preview' }).click();
    await page.locator('#preview li', { hasText: 'two' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'composer-preview');
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate(() => [document.activeElement!.textContent, document.querySelector('textarea')!.hidden])).toEqual(['Write', false]);
    await page.keyboard.press('Tab');
    expect(await area(visitor).evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(() => document.activeElement!.getAttribute('data-tool'))).toBe('bold');
    await screenshot(page, 'composer-write');
    await area(visitor).press('Control+Enter');
    await page.locator('.post .prose li', { hasText: 'two' }).waitFor();
    expect(await area(visitor).inputValue()).toBe('');
  });
});

it('offers names after @, by keyboard alone', async () => {
  const at = await started('Names');
  await as('leila', async (visitor) => {
    const { page, open } = visitor;
    await open(at);
    await tool(visitor, 'bold').waitFor();
    await area(visitor).focus();
    await page.keyboard.type('What do you say, @tom');
    await page.getByRole('option', { name: /Tomasi/ }).waitFor();
    expect(await area(visitor).getAttribute('aria-activedescendant')).toBe('offer-0');
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await area(visitor).inputValue()).toBe('What do you say, @tomasi ');
    expect(await page.getByRole('option').count()).toBe(0);
  });
});

it('keeps a draft for every device, until it is discarded', async () => {
  const at = await started('Drafts');
  await as('leila', async (visitor) => {
    await visitor.open(at);
    await tool(visitor, 'bold').waitFor();
    await area(visitor).fill('Half a thought');
    await visitor.page.getByText('Draft kept').waitFor();
  });
  await as('leila', async (visitor) => {
    await visitor.open(at);
    expect(await area(visitor).inputValue()).toBe('Half a thought');
    await visitor.page.getByRole('button', { name: 'Discard it' }).click();
    await visitor.page.getByRole('button', { name: 'Discard it' }).waitFor({ state: 'detached' });
    expect(await area(visitor).inputValue()).toBe('');
  });
  await as('leila', async (visitor) => {
    await visitor.open(at);
    await tool(visitor, 'bold').waitFor();
    await area(visitor).fill('Typed on a train');
    await visitor.page.route('**/drafts/**', (route) => route.abort());
    await area(visitor).fill('Typed in a tunnel');
    await visitor.page.getByText('Kept on this device').waitFor();
    await visitor.page.unroute('**/drafts/**');
    await visitor.open('/c/mel');
    await visitor.open(at);
    await expect.poll(() => area(visitor).inputValue()).toBe('Typed in a tunnel');
    visitor.faults.length = 0;
  });
});

it('takes files at once, says what is wrong with one, and sends them with the post', async () => {
  const at = await started('Files');
  await as('leila', async (visitor) => {
    const { page, open } = visitor;
    await open(at);
    await tool(visitor, 'file').waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') });
    await page.locator('.composer .file input[name=attachments]').waitFor({ state: 'attached' });
    await page.locator('input[type=file]').setInputFiles({ name: 'second.txt', mimeType: 'text/plain', buffer: Buffer.from('more') });
    await page.getByRole('button', { name: 'Take out second.txt' }).click();
    await page.route('**/attachments', (route) => route.fulfill({ status: 413, json: { error: { message: 'Too large.', fields: {} } } }));
    await page.locator('input[type=file]').setInputFiles({ name: 'third.txt', mimeType: 'text/plain', buffer: Buffer.from('large') });
    await page.getByText('Too large.').waitFor();
    await area(visitor).fill('With my notes');
    await area(visitor).press('Control+Enter');
    await page.locator('.post .file', { hasText: 'notes.txt' }).waitFor();
    expect(await page.locator('.post .file').count()).toBe(1);
    visitor.faults.length = 0;
  });
});

it('takes files that were chosen before the script was there', async () => {
  const at = await started('Slow line');
  await as('leila', async (visitor) => {
    const { page, open } = visitor;
    const { promise: chosen, resolve } = Promise.withResolvers<void>();
    await page.route('**/assets/*.js', async (route) => (await chosen, route.continue()));
    await page.goto(`http://copse.test${at}`, { waitUntil: 'commit' });
    await page.locator('input[type=file]').setInputFiles({ name: 'early.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') });
    resolve();
    await page.locator('.composer .file input[name=attachments]').waitFor({ state: 'attached' });
    expect(await page.locator('.composer .file').allTextContents()).toEqual([expect.stringContaining('early.txt')]);
    await open(at);
  });
});

it('quotes what is selected and reacts without a new page', async () => {
  const at = await started('Quoting');
  await as('leila', async (visitor) => {
    const { page, open } = visitor;
    await open(at);
    await tool(visitor, 'bold').waitFor();
    await page.evaluate('window.same = true');
    await page.locator('.post .prose p').nth(1).selectText();
    await page.locator('.post [data-quote]').click();
    expect(await area(visitor).inputValue()).toBe('> Second words.\n\n');
    await page.getByText('In reply to Tomasi').waitFor();
    const thanks = page.getByRole('button', { name: /^Thanks/ });
    await thanks.click();
    await expect.poll(() => thanks.getAttribute('aria-pressed')).toBe('true');
    expect(await thanks.textContent()).toContain('1');
    await expect.poll(async () => (await world.anonymous.get(at)).body).toContain('Thanks <b>1</b>');
    expect(await page.evaluate('window.same')).toBe(true);
  });
});

it('tells an open page of replies, and shows them where one reads', async () => {
  const at = await started('Arriving');
  await as('pavel', async (visitor) => {
    const { page, open } = visitor;
    await open(at);
    await tool(visitor, 'bold').waitFor();
    const line = page.waitForRequest('**/live?after=1').catch(() => null);
    await Promise.race([line, page.waitForTimeout(500)]);
    await area(visitor).fill('I am writing');
    await world.as('leila').post(`${at}/reply`, { body: 'Arrived quietly' });
    await world.as('tomasi').post(`${at}/reply`, { body: 'So did this' });
    const bar = page.getByRole('link', { name: '2 new replies' });
    await bar.waitFor();
    expect(await page.getByText('Arrived quietly').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await bar.click();
    await page.getByText('So did this').waitFor();
    expect(await area(visitor).inputValue()).toBe('I am writing');
    const id = Number(/(\d+)-arriving/.exec(at)![1]);
    await world.as('tomasi').post(`/c/mel/discussions/posts/${id}/edit`, { title: 'Arriving', body: 'Other words', type: 'conversation' });
    await page.getByText('Other words').waitFor();
  });
});

it('tells an open list what moved', async () => {
  const at = await started('Moving');
  await as('pavel', async ({ page, open }) => {
    await open('/c/mel/discussions');
    await page.waitForTimeout(500);
    await world.as('leila').post(`${at}/reply`, { body: 'again' });
    await page.getByRole('link', { name: '1 conversation moved' }).click();
    await page.getByRole('link', { name: '1 conversation moved' }).waitFor({ state: 'detached' });
    expect(await page.locator('.rows .row').first().textContent()).toContain('Moving');
  });
});

it('stays within the budget for script where one may write', async () => {
  const at = await started('Budget');
  await as('leila', async ({ page, open }) => {
    const sizes = new Map<string, number>();
    page.on('requestfinished', async (request) => {
      const [, name] = /\/assets\/(\w+)-/.exec(request.url()) ?? [];
      if (name && request.resourceType() === 'script') sizes.set(name, (await request.sizes()).responseBodySize);
    });
    await open(at);
    // What is not needed at once comes later, and counts all the same.
    await expect.poll(() => [...sizes.keys()], { timeout: 20_000 }).toEqual(expect.arrayContaining(['main', 'composer', 'edits', 'discussion', 'bell', 'bookmark']));
    expect([...sizes.values()].reduce((sum, size) => sum + size)).toBeLessThan(12_000);
  });
});
