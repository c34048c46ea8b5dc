/** A letter of Latin, Greek or Cyrillic that no combining mark follows. */
const LATIN = /^(?:[a-zA-Z\u00C0-\u024F\u0370-\u052F])(?!\p{M})/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** One or two letters that stand for a name: first and last word, in the name's own script. */
export function initials(name: string): string {
  const words = name.trim().split(/[\s.@_-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words.slice(0, 1);
  return ends.map(firstLetter).join('').toLocaleUpperCase() || '·';
}

function firstLetter(word: string): string {
  if (LATIN.test(word)) return word[0]!; // segmenting costs 4 µs, and a page shows many faces
  return [...graphemes.segment(word)].find((part) => /[\p{L}\p{N}]/u.test(part.segment))?.segment ?? '';
}

/** A step 0-11 of the palette, the same for a name on every page and node (FNV-1a). */
export function hueStep(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name.normalize('NFC')) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  }
  return (hash >>> 0) % 12;
}
