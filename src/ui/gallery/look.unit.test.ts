import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built, launch, textOf } from './browser.dev.ts';
import { renderSample, sampleNames } from './gallery.dev.ts';

interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[];
}

/** Together they cover both themes, both directions, a phone's least width (WCAG 1.4.10) and two difficult hues. */
const VIEWS = [
  { width: 320, colorScheme: 'light', direction: 'rtl', hue: 105 },
  { width: 1280, colorScheme: 'dark', direction: 'ltr', hue: 290 },
] as const;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser: Browser;
let sheet: string;

beforeAll(async () => {
  browser = await launch();
  sheet = textOf((await built('styles/index.css')).find((file) => file.fileName.endsWith('.css'))!);
}, 60_000);

afterAll(() => browser?.close());

async function open(name: string, view: (typeof VIEWS)[number]): Promise<Page> {
  const { width, colorScheme, direction, hue } = view;
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const { body } = renderSample(name, { direction });
  const style = `${sheet}:root{--hue:${hue}}.post{content-visibility:visible}`;
  await page.setContent(`<!doctype html><html lang="en" dir="${direction}"><head><title>Sample</title><style>${style}</style></head><body>${body}</body></html>`);
  return page;
}

describe.each(VIEWS)('at $width px, $colorScheme, $direction', (view) => {
  it.each(sampleNames)('the page “%s” is accessible and does not scroll sideways', async (name) => {
    const page = await open(name, view);
    try {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(view.width);
      await page.evaluate(axe);
      const { violations } = await page.evaluate<AxeResult>('axe.run()');
      expect(violations.map((fault) => `${fault.id}: ${fault.nodes[0]!.html}`)).toEqual([]);
    } finally {
      await page.close();
    }
  }, 30_000);
});
