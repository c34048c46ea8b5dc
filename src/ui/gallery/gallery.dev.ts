/**
 * The style guide of the development server: every kind of page with sample data. Never part of a release.
 * `renderSample('thread')` gives the HTML between <body> and </body> with its frame.
 */
import type { Component } from 'svelte';
import { addTexts, translator } from '#platform/i18n/index.ts';
import type { Frame } from '../context.ts';
import { renderBody } from '../document.ts';
import { flat } from '../kept.ts';
import texts from '../texts.ts';
import Front from './Front.svelte';
import Home from './Home.svelte';
import Host from './Host.svelte';
import Lost from './Lost.svelte';
import Members from './Members.svelte';
import { sampleFrame } from './sample.ts';
import Search from './Search.svelte';
import Settings from './Settings.svelte';
import Sign from './Sign.svelte';
import Talk from './Talk.svelte';
import Thread from './Thread.svelte';

const room = { ...sampleFrame().space!, room: { name: 'Surveys', href: '/c/mel/r/surveys' } };
const visitor = { viewer: null };
const samples: Record<string, [Component<object>, Partial<Frame>]> = {
  home: [Home, { door: 'home' }],
  front: [Front, { ...visitor, door: 'home' }],
  talk: [Talk, { door: 'talk', inner: ['Discussions', 'News', 'Opportunities'].map((label, n) => ({ label, href: `#${label}`, current: n === 0 })) }],
  thread: [Thread, { door: 'talk', space: room, crumbs: [{ href: '#talk', label: 'Discussions' }], feeds: [{ href: '#atom', title: 'Feed', type: 'application/atom+xml' }] }],
  search: [Search, { door: null }],
  members: [Members, { door: 'people' }],
  settings: [Settings, { flash: { kind: 'done', text: 'Saved. The new colour is on every page.' } }],
  sign: [Sign, { ...visitor, space: null, doors: [], tools: [] }],
  host: [Host, { space: null, doors: [], tools: [] }],
  lost: [Lost, { ...visitor, tools: [] }],
};

addTexts('en', { ...texts, 'sample.replies': '{n, plural, one {reply} other {replies}}' });

export const sampleNames = Object.keys(samples);

/** A sample page's body; `over` changes its frame (theme, direction, hue). */
export function renderSample(name: string, over: Partial<Frame> = {}): { body: string; frame: Frame } {
  const [view, own] = samples[name]!;
  const frame = sampleFrame({ ...own, url: `/styleguide/${name}`, ...over });
  const made = renderBody(view, {}, { t: translator(frame.language), frame, sharedBy: null });
  return { body: flat(made).map(String).join(''), frame };
}
