import { LANGUAGE_CODES } from './language-codes.ts';

const known = new Set(LANGUAGE_CODES);
const indexes = new Map<string, Map<string, string>>();
const namers = new Map<string, Intl.DisplayNames>();

const folded = (name: string) => name.normalize('NFC').trim().toLowerCase();

function namer(language: string): Intl.DisplayNames {
  let names = namers.get(language);
  if (!names) namers.set(language, (names = new Intl.DisplayNames([language], { type: 'language' })));
  return names;
}

/** Names to codes: as one language calls them all, or each as it calls itself. */
function index(by: string | 'themselves'): Map<string, string> {
  let names = indexes.get(by);
  if (names) return names;
  names = new Map();
  for (const code of LANGUAGE_CODES) {
    const name = (by === 'themselves' ? new Intl.DisplayNames([code], { type: 'language' }) : namer(by)).of(code);
    if (name) names.set(folded(name), code);
  }
  indexes.set(by, names);
  return names;
}

/** Languages as typed, between commas, as codes: as the reader's language or English calls them, as they call themselves, or the code. A name that nobody knows stays as it is. */
export function languageCodes(text: string, reader: string): string[] {
  const wanted = text.split(/[,;\n]/).map(folded).filter((name) => name !== '');
  const codeOf = (name: string) => index(reader).get(name) ?? index('en').get(name) ?? (known.has(name) ? name : index('themselves').get(name)) ?? name;
  return [...new Set(wanted.slice(0, 50).map(codeOf))];
}

export function isLanguage(code: string): boolean {
  return known.has(code);
}

/** The name of a language for a reader. */
export function languageName(code: string, reader: string): string {
  return namer(reader).of(code) ?? code;
}

/** Languages that communities write in, offered first; whatever else a space or text has comes with them. */
const WRITTEN = 'ar bn de en es fa fr hi id it km ky lo mn my ne nl pt ru si sw ta tg th tl tr uk ur uz vi zh'.split(' ');

/** The languages that a text or a place may be in, by name in the reader's language. */
export function writtenLanguages(reader: string, ...more: string[]): { value: string; label: string }[] {
  const codes = [...new Set([...WRITTEN, ...more])].filter((code) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code));
  return codes.map((value) => ({ value, label: languageName(value, reader) })).sort((a, b) => a.label.localeCompare(b.label, reader));
}
