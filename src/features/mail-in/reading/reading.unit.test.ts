import { expect, it } from 'vitest';
import { readAddress } from './address.ts';
import { unflowed } from './flowed.ts';

it('reads what an address is for', () => {
  const at = (local: string) => readAddress(`${local}@copse.test`, 'copse.test');
  expect(at('mel')).toEqual({ kind: 'space', readings: [{ community: 'mel', room: null, duty: null }] });
  expect(at('MEL.surveys')).toEqual({ kind: 'space', readings: [{ community: 'mel', room: 'surveys', duty: null }] });
  expect(at('mel.surveys-join')).toMatchObject({ readings: [{ room: 'surveys-join', duty: null }, { community: 'mel', room: 'surveys', duty: 'join' }] });
  expect(at('self-help')).toMatchObject({ readings: [{ community: 'self-help', duty: null }, { community: 'self', duty: 'help' }] });
  expect(at('reply+d.1.2.abc')).toEqual({ kind: 'reply', token: 'd.1.2.abc' });
  expect(at('postmaster')).toEqual({ kind: 'host' });
  for (const odd of ['', 'a b', '../x', 'a..b', 'x@y']) expect(at(odd), odd).toBeNull();
  expect(readAddress('mel@copse.test.evil.example', 'copse.test')).toBeNull();
});

it('joins lines that a mail program broke, and leaves quotes, blank lines and signatures apart', () => {
  const text = 'One line that \nwas broken.\n\n> quoted as \n> well\nanswer\n-- \nTomasi';
  expect(unflowed(text, false)).toBe('One line that was broken.\n\n> quoted as well\nanswer\n-- \nTomasi');
  expect(unflowed('日本 \n語', true)).toBe('日本語');
});
