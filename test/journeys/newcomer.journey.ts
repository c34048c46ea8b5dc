import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importMbox } from '#features/import-export/index.ts';
import { axe, openBrowser, screenshot, type TestBrowser, type Visitor } from '#test/browser.ts';
import { makeWorld, type World } from '#test/world.ts';

/** What a reading page may cost on a first visit, in bytes as sent. */
const BUDGET = 30_000;
const SCRIPT_BUDGET = 10_000;

const ARCHIVE = `From ada@example.net Mon Jan  6 10:00:00 2003
From: Ada Okoro <ada@example.net>
Date: Mon, 06 Jan 2003 10:00:00 +0000
Message-ID: <a@list.example>
Subject: Keeping a baseline honest

We changed firms midway. Can the two halves still be compared?

From bo@example.net Mon Jan  6 11:00:00 2003
From: Bo Lind <bo@example.net>
Date: Mon, 06 Jan 2003 11:00:00 +0000
Message-ID: <b@list.example>
In-Reply-To: <a@list.example>
Subject: Re: Keeping a baseline honest

> Can the two halves still be compared?

Let both firms visit the same forty households, once.

`;

let world: World;
let browser: TestBrowser;

beforeAll(async () => {
  world = await makeWorld();
  const folder = mkdtempSync(join(tmpdir(), 'copse-journey-'));
  const file = join(folder, 'list.mbox');
  writeFileSync(file, ARCHIVE);
  await importMbox(await world.ctx('anjali'), (await world.place('anjali')).space, [file], { quiet: true });
  rmSync(folder, { recursive: true });
  await world.work();
  browser = await openBrowser(world);
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const lastMailTo = async (address: string, pattern: RegExp) => {
  await world.work();
  const mail = (await world.mails()).find(({ to, raw }) => to.includes(address) && pattern.test(unfolded(raw)));
  return pattern.exec(unfolded(mail?.raw ?? ''))?.[0] ?? '';
};
// Quoted-printable breaks long lines (RFC 2045 §6.7).
const unfolded = (raw: string) => raw.replace(/=\r?\n/g, '').replaceAll('=3D', '=');

async function readArchive({ page, open }: Visitor): Promise<void> {
  await open('/c/mel');
  await page.getByRole('navigation', { name: 'Community' }).getByRole('link', { name: 'Talk' }).click();
  await page.getByRole('link', { name: 'Keeping a baseline honest' }).click();
  await page.getByText('Let both firms visit the same forty households').waitFor();
  expect(await page.content()).not.toContain('ada@example.net');
}

async function signUp({ page, open }: Visitor, name: string, address: string): Promise<void> {
  await page.getByRole('banner').getByRole('link', { name: 'Join' }).click();
  await page.getByLabel('Name', { exact: false }).first().fill(name);
  await page.locator('[name=address]').fill(address);
  await page.locator('[name=password]').fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  expect(await page.locator('[name=address]').inputValue(), 'what was typed stays').toBe(address);
  await page.locator('[name=password]').fill('a much longer password');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Please look into your mail' }).waitFor();
  const link = await lastMailTo(address, /http:\/\/copse\.test\/confirm\?\S+/);
  await open(link);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('Your address is confirmed').waitFor();
}

async function joinCommunity({ page, open }: Visitor): Promise<void> {
  await open('/c/mel');
  await page.getByRole('button', { name: /^Join/ }).first().click();
  await page.getByRole('button', { name: /^Join/ }).waitFor({ state: 'detached' });
}

/** Asks, and answers with the address of the question. */
async function ask({ page, open }: Visitor, title: string): Promise<string> {
  await open('/c/mel/discussions');
  await page.getByRole('link', { name: 'Start a discussion' }).click();
  await page.locator('[name=title]').fill(title);
  await page.locator('textarea[name=body]').fill('Our panel lost a **fifth** of its households. Weights, or a refreshment sample?');
  await page.locator('form.composer button.btn:not(.plain)').click();
  await page.getByRole('heading', { name: title }).waitFor();
  expect(await page.locator('.post .prose strong').textContent()).toBe('fifth');
  return new URL(page.url()).pathname;
}

async function findAgain({ page, open }: Visitor, title: string): Promise<void> {
  await world.work();
  await open('/c/mel');
  // On a phone the header has room for the button only, which leads to the page with the field.
  if (!(await page.getByRole('banner').getByRole('searchbox').isVisible())) await page.getByRole('banner').getByRole('button', { name: 'Search' }).click();
  const field = page.getByRole('searchbox').filter({ visible: true }).first();
  await field.fill('refreshment samples');
  await field.press('Enter');
  await page.getByRole('link', { name: title }).first().click();
  await page.getByRole('heading', { name: title }).waitFor();
}

it.each([
  { how: 'with script', script: true, name: 'Ruth Achieng', address: 'ruth@example.org', width: 1280 },
  { how: 'without script, on a phone', script: false, name: 'Ines Prado', address: 'ines@example.org', width: 360 },
])('a newcomer reads the archive, joins, asks, is answered and finds it again, $how', async ({ script, name, address, width }) => {
  const title = `Attrition in a panel, asks ${name}`;
  await browser.visit(
    async (visitor) => {
      const { page, open, faults } = visitor;
      await readArchive(visitor);
      await signUp(visitor, name, address);
      await joinCommunity(visitor);
      const at = await ask(visitor, title);
      expect((await world.as('leila').post(`${at}/reply`, { body: 'A refreshment sample, drawn early.' })).statusCode).toBe(303);
      await open(await lastMailTo(address, /http:\/\/copse\.test\/c\/mel\/discussions\/posts\/\d+/));
      await page.getByText('A refreshment sample, drawn early.').waitFor();
      await page.locator('form.composer textarea[name=body]').fill('Thank you, Leila!');
      await page.locator('form.composer button.btn:not(.plain)').click();
      await page.locator('.post .prose', { hasText: 'Thank you, Leila!' }).waitFor();
      await findAgain(visitor, title);
      await screenshot(page, `newcomer-${script ? 'script' : 'plain'}-${width}`);
      expect(faults.filter((fault) => !fault.includes('422'))).toEqual([]);
    },
    { script, width },
  );
});

it('offers what is found while one types, by keyboard alone, and searches as ever on Enter', async () => {
  await browser.visit(async ({ page, open, faults }) => {
    await open('/c/mel');
    const field = page.getByRole('banner').getByRole('searchbox');
    await field.focus();
    await page.keyboard.type('keeping', { delay: 30 });
    await page.getByRole('option').first().waitFor();
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'search-offers');
    await page.keyboard.press('ArrowDown');
    expect(await field.getAttribute('aria-activedescendant')).toBe('found-0');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('option').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=keeping/);
    await open('/c/mel');
    await field.focus();
    await page.keyboard.type('keeping', { delay: 30 });
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/c\/mel\/discussions\/\d+-keeping/);
    expect(faults).toEqual([]);
  });
});

const PAGES = ['/', '/c/mel', '/c/mel/discussions', '/c/mel/members', '/c/mel/search?q=baseline', '/c/mel/about', '/sign-in', '/sign-up', '/forgot', '/people/leila'];

async function archived(): Promise<string> {
  const list = (await world.anonymous.get('/c/mel/discussions')).body;
  return /href="(\/c\/mel\/discussions\/\d+-keeping[^"]*)"/.exec(list)![1]!;
}

it.each([
  { width: 1280, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
] as const)('keeps nobody out of a page at $width px, $colorScheme', async (view) => {
  await browser.visit(async ({ page, open, faults }) => {
    for (const path of [...PAGES, await archived(), '/nowhere']) {
      await open(path);
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(view.width);
    }
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  }, view);
});

/** Every page that somebody who facilitates, and runs the host, can open. */
async function pagesOfAnjali(): Promise<string[]> {
  const at = await archived();
  const body = (await world.anonymous.get(at)).body;
  const reply = `/c/mel/discussions/posts/${[...body.matchAll(/id="post-(\d+)"/g)][1]![1]}`;
  await world.as('anjali').post('/c/mel/bookmarks', { item: /\/(\d+)-/.exec(at)![1]!, do: 'save' });
  await world.as('anjali').post('/me/bookmarks/folders', { name: 'For later' });
  const own = ['/c/mel/discussions/new', '/me', '/me/bookmarks', '/me/settings', '/c/mel/work', '/c/mel/settings', '/c/mel/rooms', '/c/mel/rooms/new', '/c/mel/r/core', '/c/mel/discussions/deleted'];
  const people = ['/me/profile', '/me/addresses', '/people/anjali', '/people/leila/write', '/people/leila/bookmarks', '/people/leila/contributions', '/me/web-bookmarks/new', '/me/web-bookmarks/import', '/c/mel/members/print', '/c/mel/members/export'];
  const acts = [at, `${at}?reply=1`, `${at}/move`, `${at}/merge`, `${at}/split?post=${reply.split('/').at(-1)}`, `${reply}/edit`, `${reply}/delete`, `${reply}/history`];
  return [...own, ...people, ...acts, '/admin', '/admin/communities/new', '/admin/mailbox', '/admin/jobs'];
}

it('keeps nobody out of what members, facilitators and hosts use', async () => {
  await browser.visit(async ({ page, faults }) => {
    const [name, value] = world.as('anjali').cookies().split('; ')[0]!.split(/=(.*)/) as [string, string];
    await page.context().addCookies([{ url: 'http://copse.test', name, value }]);
    for (const path of await pagesOfAnjali()) {
      const answer = await page.goto(path);
      expect(answer!.status(), path).toBe(200);
      expect(await page.locator('a[href^="/sign-in"]').count(), path).toBe(0);
      expect(await axe(page)).toEqual([]);
    }
    expect(faults).toEqual([]);
  });
});

it('costs little on a first visit', async () => {
  for (const path of ['/c/mel', '/c/mel/discussions', await archived(), '/c/mel/members', '/c/mel/search?q=baseline']) {
    const { html, css, script } = await browser.weigh(path);
    expect(Math.min(html, css, script), `${path} was weighed`).toBeGreaterThan(0);
    expect(html + css + script, path).toBeLessThan(BUDGET);
    expect(script, path).toBeLessThan(SCRIPT_BUDGET);
  }
});

it('lets browsers keep what never changes, and no more', async () => {
  const [sheet] = /\/assets\/index-[^"]+\.css/.exec((await world.anonymous.get('/c/mel')).body)!;
  const kept = async (path: string) => {
    const { statusCode, headers } = await world.anonymous.get(path, { 'accept-encoding': 'br' });
    expect(statusCode, path).toBe(200);
    return headers;
  };
  expect(await kept(sheet)).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'content-encoding': 'br' });
  expect((await kept('/assets/mark.svg'))['cache-control']).toBe('public, max-age=3600');
});
