import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import { addTexts, translator } from '#platform/i18n/index.ts';
import Choices from './Choices.svelte';
import { PAGE, type Frame } from './context.ts';
import Count from './Count.svelte';
import ErrorSummary from './ErrorSummary.svelte';
import Face from './Face.svelte';
import Field from './Field.svelte';
import { headerOf } from './frame.ts';
import { sampleFrame } from './gallery/sample.ts';
import Header from './Header.svelte';
import Hues from './Hues.svelte';
import Pagination from './Pagination.svelte';
import texts from './texts.ts';
import Time from './Time.svelte';

addTexts('en', { ...texts, 'test.replies': '{n, plural, one {reply} other {replies}}' });

function html<P extends object>(part: Component<P>, props: P, over: Partial<Frame> = {}): string {
  const page = { t: translator('en'), frame: sampleFrame(over) };
  const { body } = render(part as Component<object>, { props, context: new Map([[PAGE, page]]) });
  return body.replaceAll(/<!--.*?-->/g, '');
}

it('ties a field to its help and its error', () => {
  const field = html(Field, { name: 'email', label: 'E-mail', type: 'email', value: 'a"b@', help: 'Not shown.', error: 'Not an address.' });
  expect(field).toContain('<label for="f-email">');
  expect(field).toContain('aria-describedby="f-email-help f-email-error"');
  expect(field).toContain('aria-invalid="true"');
  expect(field).toContain('value="a&quot;b@"');
  expect(field).toMatch(/id="f-email-help".*Not shown/);
});

it('keeps what was typed in a text area, with markup as text', () => {
  const area = html(Field, { name: 'body', label: 'Text', type: 'textarea', value: '</textarea><script>' });
  expect(area).toContain('&lt;/textarea>&lt;script></textarea>');
});

it('leads from the list of errors to each field', () => {
  const summary = html(ErrorSummary, { errors: { title: 'A title is needed.', '': 'Please wait a minute.' } });
  expect(summary).toContain('2 things need another look');
  expect(summary).toContain('<a href="#f-title">A title is needed.</a>');
  expect(summary).toContain('<li>Please wait a minute.</li>');
  expect(html(ErrorSummary, { errors: {} })).toBe('');
});

it('gives the first choice of a group the id that the summary leads to', () => {
  const group = html(Choices, { name: 'mode', label: 'Mode', value: 'b', choices: [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }] });
  expect(group).toContain('id="f-mode"');
  expect(group).toMatch(/value="b"[^>]*checked/);
});

it('keeps a hue that lies between two of the palette', () => {
  expect(html(Hues, { name: 'hue', label: 'Colour', value: 155 })).toMatch(/value="155"[^>]*checked/);
  expect(html(Hues, { name: 'hue', label: 'Colour', value: 359 })).toMatch(/value="359"[^>]*checked/);
});

it('says a face aloud only where it stands alone', () => {
  expect(html(Face, { name: 'Leila Mansouri' })).toMatch(/aria-hidden="true">LM</);
  expect(html(Face, { name: 'Leila <Mansouri', alone: true })).toContain('role="img" aria-label="Leila &lt;Mansouri"');
});

it('pages by key or by number, and not at all when there is one page', () => {
  expect(html(Pagination, { older: '?before=9' })).toContain('href="?before=9"');
  expect(html(Pagination, { current: 2, last: 3, href: (n: number) => `?page=${n}` })).toContain('aria-current="page"');
  expect(html(Pagination, { current: 1, last: 1, href: () => '' })).toBe('');
  expect(html(Pagination, {})).toBe('');
});

it('shows times as people say them, exact in the title', () => {
  const now = Date.UTC(2026, 10, 24, 8);
  expect(html(Time, { at: now - 3_600_000 }, { now, timeZone: 'Pacific/Fiji' })).toMatch(/title="Tuesday, 24 November 2026 at 19:00 .*>1 hour ago</);
});

it('counts in words', () => expect(html(Count, { value: 1, words: 'test.replies' })).toContain('<b>1</b> reply'));

it('offers a visitor the way in and back, and a member the way out', () => {
  const visitor = html(Header, headerOf(sampleFrame({ viewer: null, url: '/c/mel/discussions/12?page=2' })));
  expect(visitor).toContain('href="/sign-in?back=%2Fc%2Fmel%2Fdiscussions%2F12%3Fpage%3D2"');
  const member = html(Header, headerOf(sampleFrame()));
  expect(member).toContain('action="/sign-out"');
  expect(member).not.toContain('/sign-in');
});

it('writes no style attribute and no handler anywhere', async () => {
  const { renderSample, sampleNames } = await import('./gallery/gallery.dev.ts');
  for (const name of sampleNames) expect(renderSample(name).body, name).not.toMatch(/\s(style|on\w+)=/);
});
