import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launch } from './chromium.ts';
import { openLine, type Line } from './line.ts';
import type { World } from './world.ts';

export interface Visitor {
  page: Page;
  /** Opens a path of the site. */
  open(path: string): Promise<void>;
  /** What went wrong in the browser so far: errors of scripts, refusals of the content policy, failed requests. */
  faults: string[];
}

export interface Weight {
  html: number;
  css: number;
  script: number;
}

export interface TestBrowser {
  /** Runs with a new visitor, who has no cookies and nothing cached. */
  visit<T>(work: (visitor: Visitor) => Promise<T>, options?: { script?: boolean; width?: number; colorScheme?: 'light' | 'dark' }): Promise<T>;
  /** What a first visit of a path costs, in bytes as sent (gzip, for `http:`), without images. */
  weigh(path: string): Promise<Weight>;
  /** Cuts the line between browser and server for everybody, workers too. */
  line: Line;
  close(): Promise<void>;
}

/** A browser for which the world's host, `copse.test` where nothing else is set, is a site that it can open. */
export async function openBrowser(world: Pick<World, 'app' | 'services'>): Promise<TestBrowser> {
  const address = await world.app.listen({ port: 0, host: '127.0.0.1' });
  const site = world.services.config.baseUrl!;
  const line = await openLine(new URL(address).host);
  const browser = await launch([`--host-resolver-rules=MAP ${new URL(site).hostname} ${line.address}`]);
  return {
    visit: (work, options = {}) => withVisitor(browser, site, work, options).finally(() => line.mend()),
    weigh: (path) => withVisitor(browser, site, (visitor) => weigh(visitor, path), {}),
    line,
    async close() {
      await browser.close();
      line.close();
    },
  };
}

const PATIENCE_MS = 15_000;
/** The tests speak plain `http:`, where a browser says that it leaves this header aside. */
const ONLY_BY_HTTPS = 'Cross-Origin-Opener-Policy header has been ignored';

async function withVisitor<T>(
  browser: Browser,
  baseURL: string,
  work: (visitor: Visitor) => Promise<T>,
  { script = true, width = 1280, colorScheme = 'light' }: { script?: boolean; width?: number; colorScheme?: 'light' | 'dark' },
): Promise<T> {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: script, viewport: { width, height: 900 }, colorScheme });
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    return await work(await visitorIn(context));
  } finally {
    await context.close();
  }
}

async function visitorIn(context: BrowserContext): Promise<Visitor> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes(ONLY_BY_HTTPS)) faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('response', (answer) => answer.status() >= 500 && faults.push(`${answer.url()}: ${answer.status()}`));
  return { page, faults, open: async (path) => void (await page.goto(path)) };
}

async function weigh({ page }: Visitor, path: string): Promise<Weight> {
  const weight = { html: 0, css: 0, script: 0 };
  const kinds: Record<string, keyof Weight> = { document: 'html', stylesheet: 'css', script: 'script' };
  const sizes: Promise<void>[] = [];
  page.on('requestfinished', (request) => {
    const kind = kinds[request.resourceType()];
    if (kind) sizes.push(request.sizes().then(({ responseBodySize }) => void (weight[kind] += responseBodySize)));
  });
  await page.goto(path, { waitUntil: 'load' });
  await page.waitForTimeout(300);
  await Promise.all(sizes);
  return weight;
}

const require = createRequire(import.meta.url);
let axeSource: string | null = null;

/** What keeps people out of a page, by WCAG 2.2 level AA: rule and element, none when all is well. */
export async function axe(page: Page): Promise<string[]> {
  axeSource ??= readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axeSource);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(tags)} } })`,
  );
  return violations.map((fault) => `${new URL(page.url()).pathname}: ${fault.id}: ${fault.nodes[0]!.html.slice(0, 200)}`);
}

/** Keeps a picture of the page in `test-results/`, to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = join(import.meta.dirname, '../../test-results');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
