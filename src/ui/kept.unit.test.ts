import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { addTexts, translator } from '#platform/i18n/index.ts';
import Account from './Account.svelte';
import { PAGE, type Frame, type PageContext } from './context.ts';
import Face from './Face.svelte';
import DraftState from '../features/discussions/views/DraftState.svelte';
import { headerOf } from './frame.ts';
import { flat, keptPart } from './kept.ts';
import { sampleFrame } from './gallery/sample.ts';
import { assemble, NEW_ONCE, ONCE } from './strip.ts';
import texts from './texts.ts';
import Time from './Time.svelte';

addTexts('en', texts);
const NOON = Date.UTC(2026, 10, 24, 12);

const pageOf = (over: Partial<Frame> = {}): PageContext => ({ t: translator('en'), frame: sampleFrame({ now: NOON, timeZone: 'UTC', ...over }), icons: new Set(), parts: [] });
const shown = (page: PageContext, html: string) => flat(assemble(html, page.parts)).map(String).join('');
const face = (name: string, page = pageOf()) => (keptPart(page, Face, { name, alone: true }), page.parts[0]!);
const time = (page: PageContext, at = NOON - 3_600_000) => shown(page, keptPart(page, Time, { at }));

describe('a part that is kept', () => {
  it('is rendered once for all who see the same', () => expect(face('Leila')).toBe(face('Leila', pageOf({ viewer: null }))));

  it('is another one for other properties, languages and zones', () => {
    expect(face('Pavel')).not.toBe(face('Leila'));
    expect(time(pageOf())).toContain('at 11:00 UTC');
    expect(time(pageOf({ timeZone: 'Pacific/Fiji' }))).toContain('at 23:00');
    expect(time(pageOf({ language: 'fr' }))).toContain('24 novembre 2026');
  });

  it('never sees who is looking', () => {
    const page = pageOf();
    expect(() => keptPart(page, DraftState, { values: { draftAt: NOON } } as never)).toThrow('a kept part does not see the');
    expect(shown(page, keptPart(page, Account, headerOf(page.frame)))).toContain(page.frame.viewer!.name);
  });

  it('is no older than a minute', () => {
    const [at, old] = [NOON - 60_000, face('Anjali')];
    expect(time(pageOf(), at)).toContain('1 minute ago');
    expect(time(pageOf({ now: NOON + 59_000 }), at)).toContain('1 minute ago');
    expect(time(pageOf({ now: NOON + 60_000 }), at)).toContain('2 minutes ago');
    expect(face('Anjali', pageOf({ now: NOON + 60_000 }))).not.toBe(old);
  });

  it('names its icons for the page that it stands on', () => {
    const [first, second] = [pageOf(), pageOf()];
    for (const page of [first, second]) keptPart(page, Account, headerOf(page.frame));
    expect(first.icons.size).toBeGreaterThan(0);
    expect(second.icons).toEqual(first.icons);
  });
});

it('leaves a place for a key that is new on each page', () =>
  expect(assemble(`<form><!--[-->${NEW_ONCE}<!--]--></form>`, [])).toEqual(['<form>', ONCE, '</form>']));

it('renders a part anew outside of one', () => {
  const { body } = render(Face, { props: { name: 'Leila', alone: true }, context: new Map([[PAGE, pageOf()]]) });
  expect(String(flat([face('Leila')])[0])).toBe(flat(assemble(body, [])).map(String).join(''));
});
