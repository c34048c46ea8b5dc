import { expect, it } from 'vitest';
import { hasTraces, withoutTraces, withoutTracesInHtml, withoutTracesInSlug } from './traces.ts';

const will = { name: 'Will', handle: 'will', addresses: ['will@example.org'], instead: 'a former member' };
const ana = { name: 'Ana María Ó Briain', handle: 'ana-maria', addresses: ['ana@example.org'], instead: 'a former member' };

it('takes mentions, addresses and full names out of a text', () => {
  expect(withoutTraces('Ask @ana-maria, ANA MARÍA Ó BRIAIN or Ana@example.org.', ana)).toBe('Ask a former member, a former member or a former member.');
  expect(withoutTraces('@ana-maria-2, Ana María Ó Briainsdóttir, banana@example.org', ana)).toBe('@ana-maria-2, Ana María Ó Briainsdóttir, banana@example.org');
});

it('leaves words alone that are somebody’s only name', () => {
  expect(withoutTraces('@will will come, says Will', will)).toBe('a former member will come, says Will');
  expect(withoutTracesInSlug('will-it-rain', will)).toBe('will-it-rain');
  expect(hasTraces('It will rain', will)).toBe(false);
});

it('takes them out of HTML and addresses of pages', () => {
  expect(withoutTracesInHtml('<p><a href="/people/ana-maria" class="mention">@ana-maria</a>: <a href="/people/ana-maria-2">x</a></p>', ana)).toBe('<p>a former member: <a href="/people/ana-maria-2">x</a></p>');
  const oneil = { ...ana, name: 'Pat <O’Neil> & Co' };
  expect(withoutTracesInHtml('<p>Pat &lt;O’Neil&gt; &amp; Co</p>', oneil)).toBe('<p>a former member</p>');
  expect(withoutTracesInSlug('what-ana-maria-saw', ana)).toBe('what-a-former-member-saw');
});
