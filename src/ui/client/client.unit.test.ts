import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { built, launch, textOf } from '../gallery/browser.dev.ts';
import { renderSample } from '../gallery/gallery.dev.ts';

const ORIGIN = 'http://copse.test';
let browser: Browser;
let files: Record<string, string>;
let page: Page;
let posted: string[];

beforeAll(async () => {
  browser = await launch();
  const scripts = (await built('client/main.ts')).filter((file) => file.type === 'chunk');
  const style = textOf((await built('styles/index.css')).find((file) => file.fileName.endsWith('.css'))!);
  files = { '/main.js': textOf(scripts.find((file) => file.isEntry)!), '/index.css': style };
  for (const file of scripts) files[`/${file.fileName.split('/').pop()}`] = textOf(file);
}, 60_000);

afterAll(() => browser?.close());

beforeEach(async () => {
  posted = [];
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, timezoneId: 'Pacific/Fiji' });
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (route.request().method() === 'POST') {
      posted.push(`${pathname} ${route.request().postData()}`);
      return route.fulfill({ status: 303, headers: { location: '/home' } });
    }
    const contentType = pathname.endsWith('.js') ? 'text/javascript' : pathname.endsWith('.css') ? 'text/css' : 'text/html';
    return route.fulfill({ contentType, body: files[pathname] ?? files[`/${pathname.split('/').pop()}`] ?? sample(pathname.slice(1)) });
  });
  return async () => page.close();
});

/** A sample page under the content security policy that the server sends. */
function sample(name: string): string {
  const { body } = renderSample(name);
  return `<!doctype html><html lang="en"><head><meta http-equiv="content-security-policy" content="default-src 'self'"><link rel="stylesheet" href="/index.css"><script type="module" src="/main.js"></script></head><body>${body}</body></html>`;
}

const isOpen = (): Promise<boolean> => page.locator('.me details').evaluate((menu: HTMLDetailsElement) => menu.open);

it('closes a menu on Escape, giving the focus back, and on a click elsewhere', async () => {
  await page.goto(`${ORIGIN}/home`);
  const summary = page.locator('.me summary');
  await summary.click();
  expect(await isOpen()).toBe(true);
  await page.keyboard.press('Escape');
  expect(await isOpen()).toBe(false);
  expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  await summary.click();
  await page.locator('h1').click();
  expect(await isOpen()).toBe(false);
});

it('goes to the search field on "/", but not while one types', async () => {
  await page.goto(`${ORIGIN}/thread`);
  await page.keyboard.press('/');
  const focused = (): Promise<string | null> => page.evaluate(() => document.activeElement!.getAttribute('name'));
  expect(await focused()).toBe('q');
  await page.locator('#body').fill('and');
  await page.locator('#body').press('End');
  await page.keyboard.press('/');
  expect(await focused()).toBe('body');
  expect(await page.locator('#body').inputValue()).toBe('and/');
});

it('switches the theme at once and tells the server', async () => {
  await page.goto(`${ORIGIN}/home`);
  await page.locator('.theme button[value=dark]').click();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  expect(await page.locator('.theme button[value=dark]').getAttribute('aria-pressed')).toBe('true');
  await expect.poll(() => posted).toEqual(['/theme theme=dark']);
  await page.locator('.theme button[value=system]').click();
  expect(await page.locator('html').getAttribute('data-theme')).toBe(null);
});

it('tells times in the reader’s own zone', async () => {
  await page.goto(`${ORIGIN}/thread`);
  await expect.poll(() => page.locator('#post-1 time').getAttribute('title')).toContain('20:05');
});

it('gives the focus to what went wrong in a form', async () => {
  await page.goto(`${ORIGIN}/sign`);
  await expect.poll(() => page.evaluate(() => document.activeElement!.id)).toBe('errors');
});
