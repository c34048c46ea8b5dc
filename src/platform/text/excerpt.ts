const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const BLOCK_END = /<(?:br|hr)\b[^>]*>|<\/(?:p|h[1-6]|li|blockquote|pre|tr|table|summary|details|div|ul|ol)>/gi;

/** The words of HTML that our sanitiser made (well formed), blocks on lines of their own. */
export function plainText(html: string): string {
  return html
    .replace(/<img\b[^>]*?\balt="([^"]*)"[^>]*>/gi, '$1')
    .replace(/<\/t[dh]>\s*/gi, ' ')
    .replace(BLOCK_END, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,6});/gi, (whole, name: string) => entity(name) ?? whole)
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

function entity(name: string): string | null {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? null;
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : null;
}

/** The beginning of a text on one line, at most `length` characters, cut between words, with "…" when cut. */
export function excerpt(text: string, length = 200): string {
  const line = text.slice(0, length * 4 + 1000).replace(/\s+/g, ' ').trim();
  if (line.length <= length) return line.length < text.trim().length && line.length === length ? `${line}…` : line;
  const space = line.lastIndexOf(' ', length);
  // Scripts without spaces, and very long words, are cut between characters as people see them.
  const cut = space > length * 0.6 ? line.slice(0, space) : wholeCharacters(line, length);
  return `${cut.replace(/[\s,;:.–—-]+$/u, '')}…`;
}

function wholeCharacters(text: string, length: number): string {
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter().segment(text.slice(0, length + 50))) {
    if (index + segment.length > length) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** One or two letters that stand for a person: of the first and last name, or the first letter of a single one. */
export function initials(name: string): string {
  const bare = name.replace(/\([^)]*\)|\[[^\]]*\]|"[^"]*"/g, ' ').slice(0, 500);
  const words = bare.split(/[\s._-]+/).map(firstLetter).filter((letter) => letter !== '');
  if (words.length === 0) return '?';
  const shown = words.length === 1 ? [words[0]!] : [words[0]!, words.at(-1)!];
  // Letters that join (Arabic) or carry meaning alone (Han) are not put side by side.
  const latin = shown.every((letter) => /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(letter));
  return (latin ? shown.join('') : shown[0]!).toLocaleUpperCase('und');
}

function firstLetter(word: string): string {
  const start = /[\p{L}\p{N}]/u.exec(word)?.index;
  if (start === undefined) return '';
  return [...new Intl.Segmenter().segment(word.slice(start, start + 20))][0]!.segment;
}

const SPELT: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', ħ: 'h', ŧ: 't', ə: 'e', '’': '', "'": '', '&': ' ' };

/**
 * A title as part of an address: lower case, Latin letters without accents, letters of other scripts as
 * they are, words joined by "-", at most `length` characters. Empty when the title has no letters.
 */
export function slug(title: string, length = 60): string {
  const plain = title
    .slice(0, 500)
    .toWellFormed()
    .toLowerCase()
    .replace(/[ßæœøđðþłıħŧə’'&]/g, (letter) => SPELT[letter]!)
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  if (plain.length <= length) return plain;
  const dash = plain.lastIndexOf('-', length);
  return dash > length * 0.5 ? plain.slice(0, dash) : wholeCharacters(plain, length);
}
