import iconv from 'iconv-lite';
import { JAPANESE, SHIFT, shifted } from './shifted.ts';

/** Names seen in mail that no registry knows, and names that stand for something larger. */
const ALIASES: Record<string, string> = {
  'iso-8859-1': 'windows-1252',
  'iso8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'us-ascii': 'windows-1252',
  ascii: 'windows-1252',
  'ansi_x3.4-1968': 'windows-1252',
  'iso-8859-8-i': 'iso-8859-8',
  'ks_c_5601-1987': 'cp949',
  gb2312: 'gb18030',
  'x-gbk': 'gb18030',
  'x-sjis': 'shift_jis',
  'x-euc-jp': 'euc-jp',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-3': 'iso-2022-jp',
  'iso-2022-jp-2004': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp50222: 'iso-2022-jp',
  'hz-gb2312': 'hz-gb-2312',
  hz: 'hz-gb-2312',
  chinesebig5: 'big5',
  '646': 'windows-1252',
  'mac-roman': 'macroman',
  'mac-ce': 'maccenteuro',
  'mac-cyrillic': 'maccyrillic',
  'mac-greek': 'macgreek',
  'mac-turkish': 'macturkish',
  unicode: 'utf-16',
  'iso-10646-ucs-2': 'utf-16be',
  cp65001: 'utf-8',
  utf8mb4: 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  'unicode-1-1-utf-7': 'utf-7',
};
/** Those that the platform's own decoder knows, and iconv-lite does not (RFC 1468, RFC 2237). */
const STANDARD = new Set(['iso-2022-jp', 'euc-jp']);
/** In which bytes below 128 are not ASCII alone. */
const SHIFTED = /^(?:utf-?(?:7|16|32)|ucs|iso-2022|hz)/;
const UNKNOWN = new Set(['', 'unknown', 'unknown-8bit', 'x-unknown', 'default', 'x-user-defined', 'default_charset', 'charset', '8bit', '7bit', 'binary', 'none']);

/** What a declared charset was taken for. `guessed` means the declaration was missing, unknown or wrong. */
export type Decoded = { text: string; charset: string; guessed: boolean };

/**
 * Bytes to text. ASCII and valid UTF-8 declared as Latin-1 are told by their validity (RFC 3629: other
 * charsets are very unlikely to form valid UTF-8); a declared name is otherwise believed when known.
 */
export function decodeBytes(bytes: Buffer, declared: string | null): Decoded {
  const name = normalCharset(declared);
  const western = name === null || name === 'windows-1252' || name === 'utf-8';
  if (western && JAPANESE.test(bytes.toString('latin1', 0, 20_000))) return { text: new TextDecoder('iso-2022-jp').decode(bytes), charset: 'iso-2022-jp', guessed: true };
  if ((name === null || !SHIFTED.test(name)) && isAscii(bytes)) return { text: bytes.toString('latin1'), charset: 'us-ascii', guessed: false };
  if (western) {
    const utf8 = asUtf8(bytes);
    if (utf8 !== null) return { text: utf8, charset: 'utf-8', guessed: name !== 'utf-8' };
  }
  if (name === 'utf-8' && isMostlyUtf8(bytes)) return { text: bytes.toString('utf8').replace(/^\uFEFF/, ''), charset: 'utf-8', guessed: false };
  if (name === null || name === 'utf-8') return guess(bytes);
  if (name === 'iso-2022-jp' && !isAscii(bytes)) return { text: eightBitJapanese(bytes), charset: name, guessed: true };
  const text = shifted(bytes, name) ?? (STANDARD.has(name) ? new TextDecoder(name).decode(bytes) : iconv.decode(bytes, name));
  return { text: name === 'windows-1252' ? text : text.replace(/^\uFEFF/, ''), charset: name, guessed: false };
}

/** The name of a charset as iconv knows it, or null for one that nobody knows. */
export function normalCharset(declared: string | null): string | null {
  const plain = (declared ?? '')
    .trim()
    .toLowerCase()
    .replace(/^["'=]+|["';,]+$/g, '')
    .replace(/^charset=/, '');
  if (UNKNOWN.has(plain)) return null;
  for (const candidate of [plain, plain.replace(/^(?:x-)+|^cs/, '')]) {
    const found = ALIASES[candidate] ?? candidate.replace(/^(?:ansi|ibm|win|cp|windows)[-_]?(125\d)$/, 'windows-$1').replace(/^utf_?-?8.*$/, 'utf-8');
    if (STANDARD.has(found) || SHIFT.has(found)) return found;
    if (iconv.encodingExists(found) && !/^(?:base64|hex|binary|internal)/.test(found)) return found;
    const known = webName(found);
    if (known) return known;
  }
  return null;
}

/** The names that browsers know (WHATWG Encoding §4.2) are more. */
function webName(label: string): string | null {
  try {
    const { encoding } = new TextDecoder(label);
    return encoding === 'replacement' ? null : STANDARD.has(encoding) || iconv.encodingExists(encoding) ? encoding : null;
  } catch {
    return null;
  }
}

/**
 * Not UTF-8 and not declared: Cyrillic or Western. In KOI8-R and windows-1251 running text is almost
 * only letters above 0xC0, in Western text such letters stand alone between ASCII ones. KOI8-R and 1251
 * have the cases the other way round, and words are mostly lower case.
 */
function guess(bytes: Buffer): Decoded {
  let high = 0;
  let pairs = 0;
  let upperHalf = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at]! < 0xc0) continue;
    high += 1;
    if (bytes[at]! >= 0xe0) upperHalf += 1;
    if (at > 0 && bytes[at - 1]! >= 0xc0) pairs += 1;
  }
  const cyrillic = high >= 4 && pairs > high * 0.5;
  const charset = !cyrillic ? 'windows-1252' : upperHalf > high * 0.5 ? 'windows-1251' : 'koi8-r';
  return { text: iconv.decode(bytes, charset), charset, guessed: true };
}

/** Servers write their words in EUC or Shift_JIS, and under the name of the seven-bit charset. */
function eightBitJapanese(bytes: Buffer): string {
  for (const label of ['euc-jp', 'shift_jis']) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  return new TextDecoder('iso-2022-jp').decode(bytes);
}

/** Cut off in a character, or with one that is broken: still UTF-8, when most of its long characters are whole. */
function isMostlyUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  return broken * 2 <= (text.match(/[\u0080-\uFFFC\uFFFE-\uFFFF]/g)?.length ?? 0);
}

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true });

function asUtf8(bytes: Buffer): string | null {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return null;
  }
}

function isAscii(bytes: Buffer): boolean {
  return !/[\x80-\xff]/.test(bytes.toString('latin1'));
}
