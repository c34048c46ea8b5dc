import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contrast, oklchToRgb, parseOklch, type Rgb } from './contrast.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');
const declarations = new Map([...read('tokens.css').matchAll(/--([\w-]+):\s*light-dark\((.+)\);/g)].map((m) => [m[1]!, m[2]!]));
const HUES = Array.from({ length: 360 }, (_, hue) => hue);
const THEMES = ['light', 'dark'] as const;

/** A token's colour in a theme, for a community's hue. */
function colour(token: string, theme: (typeof THEMES)[number], hue: number): Rgb {
  const [light, dark] = split(declarations.get(token)!);
  return oklchToRgb(parseOklch(theme === 'light' ? light : dark, { hue }));
}

function split(value: string): [string, string] {
  const at = value.indexOf('), oklch') + 1;
  return [value.slice(0, at), value.slice(at + 1).trim()];
}

/** The lowest contrast of a pair over all hues. */
function worst(ink: string, ground: string, theme: (typeof THEMES)[number]): number {
  return Math.min(...HUES.map((hue) => contrast(colour(ink, theme, hue), colour(ground, theme, hue))));
}

// WCAG 2.2: 1.4.3 asks 4.5:1 of text, 1.4.11 asks 3:1 of the edges of controls and of focus rings.
const TEXT: [string, string[]][] = [
  ['ink', ['paper', 'sheet', 'wash', 'tint', 'sun-tint', 'bad-tint']],
  ['soft', ['paper', 'sheet', 'wash', 'tint']],
  ['brand', ['paper', 'sheet', 'wash', 'tint']],
  ['brand-deep', ['paper', 'sheet', 'tint']],
  ['brand-ink', ['brand', 'brand-deep']],
  ['sun-ink', ['paper', 'sheet', 'sun-tint']],
  ['bad', ['paper', 'sheet', 'bad-tint']],
  ['paper', ['bad']],
];
const EDGES: [string, string[]][] = [
  ['edge', ['paper', 'sheet']],
  ['focus', ['paper', 'sheet', 'tint', 'wash']],
  ['brand', ['tint', 'paper']],
];

describe.each(THEMES)('in the %s theme, at every hue', (theme) => {
  it.each(TEXT.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground])))('%s reads on %s', (ink, ground) => {
    expect(worst(ink, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(EDGES.flatMap(([edge, grounds]) => grounds.map((ground) => [edge, ground])))('%s shows on %s', (edge, ground) => {
    expect(worst(edge, ground, theme)).toBeGreaterThanOrEqual(3);
  });
  it('initials read on each of the twelve faces', () => {
    const rules = [...read('faces.css').matchAll(/(background|color): light-dark\((.+)\);/g)];
    const [ground, ink] = ['background', 'color'].map((name) => split(rules.find((m) => m[1] === name)![2]!)[theme === 'light' ? 0 : 1]);
    for (const n of HUES) {
      const pair = [ground, ink].map((value) => oklchToRgb(parseOklch(value!, { n })));
      expect(contrast(pair[0]!, pair[1]!)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

it('knows the published contrast of grey #767676 on white', () => {
  const grey = 0x76 / 255;
  expect(contrast([grey, grey, grey], [1, 1, 1])).toBeCloseTo(4.54, 2);
});

it('turns oklch into the sRGB that CSS Color 4 gives for its sample of red', () => {
  const [red, green, blue] = oklchToRgb({ lightness: 0.62796, chroma: 0.25768, hue: 29.2339 });
  expect([red, green, blue].map((part) => Math.round(part * 255))).toEqual([255, 0, 0]);
});
