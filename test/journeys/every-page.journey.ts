import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { axe, openBrowser, type TestBrowser, type Visitor } from '#test/browser.ts';
import { testDatabase, type TestDatabase } from '#test/engines.ts';
import { startRunner } from '#platform/jobs/index.ts';
import type { Services } from '#platform/context.ts';
import { buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { DEMO_PASSWORD, loadDemo } from '../../src/demo/load.ts';
import { closeServices, openServices } from '../../src/services.ts';

let database: TestDatabase;
let services: Services;
let app: FastifyInstance;
let browser: TestBrowser;

/** Pages of one kind: the same address but for whom or what it is about. */
const kindOf = (path: string) => path.replace(/\?.*/, '').replaceAll(/\/\d+(-[^/]*)?/g, '/1').replace(/\/people\/[^/]+/, '/people/x').replace(/\/r\/[^/]+/, '/r/x');

/** Not pages, or the same again for another community. */
const LEFT_OUT = /\.\w+(\?|$)|^\/(api|assets|files|c\/wash\/)|\/(export|raw)$/;

async function look({ page, open }: Visitor, path: string): Promise<{ faults: string[]; links: string[] }> {
  await open(path);
  const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  const headings = await page.locator('h1').count();
  const links = await page.locator('a[href^="/"]').evaluateAll((found) => found.map((link) => link.getAttribute('href')!.replace(/#.*/, '')));
  const faults = await axe(page);
  if (sideways > 0) faults.push(`${path}: scrolls sideways by ${sideways} px`);
  if (headings !== 1) faults.push(`${path}: ${headings} headings of the first level`);
  return { faults, links };
}

// What a page says does not depend on the engine; walking them once is enough.
describe.skipIf(process.env.COPSE_TEST_ENGINE === 'postgres')('pages', () => {
  beforeAll(async () => {
    database = await testDatabase();
    const { address, folder } = database;
    services = await openServices(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', RATE_LIMIT: '0', BASE_URL: 'http://copse.test', ...('url' in address && { DATABASE_URL: address.url }) }));
    app = await buildApp(services);
    await loadDemo(services);
    const runner = startRunner(services, { watch: false });
    await runner.drain();
    await runner.stop();
    browser = await openBrowser({ app, services });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    if (services) await closeServices(services);
    await database?.drop();
  });

  it('every kind of page that a host can walk to is accessible, narrow and dark or wide and light', { timeout: 400_000 }, async () => {
    const faults: string[] = [];
    const seen = new Set<string>();
    await browser.visit(
      (phone) =>
        browser.visit(async (desk) => {
          for (const { page, open } of [phone, desk]) {
            await open('/sign-in');
            await page.fill('input[type=email]', 'anjali@demo.example');
            await page.fill('input[type=password]', DEMO_PASSWORD);
            await page.locator('input[type=password]').press('Enter');
            await page.waitForURL((url) => url.pathname !== '/sign-in');
          }
          const queue = ['/', '/c/mel', '/me', '/admin'];
          for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
            if (seen.has(kindOf(path)) || LEFT_OUT.test(path)) continue;
            seen.add(kindOf(path));
            const found = await look(seen.size % 2 ? phone : desk, path);
            faults.push(...found.faults);
            queue.push(...found.links);
          }
          faults.push(...phone.faults, ...desk.faults);
        }),
      { width: 360, colorScheme: 'dark' },
    );
    expect(faults).toEqual([]);
    expect(seen.size).toBeGreaterThan(100);
  });
});
