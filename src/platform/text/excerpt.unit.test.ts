import { expect, test } from 'vitest';
import { excerpt, initials, plainText, slug } from './excerpt.ts';

test('plain text puts blocks on lines and decodes once', () => {
  expect(plainText('<p>a &amp;lt; b<br />c</p>\n<ul>\n<li>d</li>\n</ul><img src="/x" alt="pump" /> <a href="/y">e &#x41;&nbsp;f</a>')).toBe('a &lt; b\nc\nd\npump e A\u00a0f');
});

test('an excerpt ends between words, or between characters where there are no spaces', () => {
  expect(excerpt('Short.', 20)).toBe('Short.');
  expect(excerpt('The pumps\n were bought, last year', 22)).toBe('The pumps were bought…');
  expect(excerpt('水泵去年购买了许多许多', 5)).toBe('水泵去年购…');
  expect(excerpt(`${'👩🏽‍🌾'.repeat(10)}`, 15)).toBe('👩🏽‍🌾👩🏽‍🌾…');
  expect(excerpt('x '.repeat(500_000), 10)).toBe('x x x x x…');
});

test.each([
  ['Ana Pérez Lopez', 'AL'],
  ['élodie', 'É'],
  ['Ulf (EAB)', 'U'],
  ['ana_maria', 'AM'],
  ['张伟', '张'],
  ['محمد علي', 'م'],
  ['Ольга Иванова', 'ОИ'],
  ['अनिता शर्मा', 'अ'],
  ['', '?'],
  ['!!!', '?'],
])('initials of %s', (name, letters) => expect(initials(name)).toBe(letters));

test.each([
  ['Où est l’eau ?', 'ou-est-leau'],
  ['Straße & Ødegård: 50 % łatwo', 'strasse-odegard-50-latwo'],
  ['Вода и мыло: йод', 'вода-и-мыло-йод'],
  ['स्वच्छ पानी', 'स्वच्छ-पानी'],
  ['清洁的水', '清洁的水'],
  ['--- ../../etc/passwd', 'etc-passwd'],
  ['???', ''],
  [`${'word '.repeat(40)}`, 'word-word-word-word-word-word-word-word-word-word-word-word'],
])('slug of %s', (title, address) => expect(slug(title)).toBe(address));
