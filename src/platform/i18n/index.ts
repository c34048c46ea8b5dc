import { IntlMessageFormat } from 'intl-messageformat';

/** Texts by key, as ICU MessageFormat. */
export type Catalog = Readonly<Record<string, string>>;
export type TextValues = Record<string, string | number | Date>;
export type Translate = (key: string, values?: TextValues) => string;

const FALLBACK = 'en';
const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur', 'ps', 'dv', 'ckb', 'yi']);
const catalogs = new Map<string, Map<string, string>>();
const translators = new Map<string, Translate>();

/** Adds texts in a language; later texts win, so a host may reword. */
export function addTexts(language: string, catalog: Catalog): void {
  const texts = catalogs.get(language) ?? new Map<string, string>();
  for (const [key, text] of Object.entries(catalog)) texts.set(key, text);
  catalogs.set(language, texts);
  translators.clear();
}

export function hasText(key: string): boolean {
  return catalogs.get(FALLBACK)?.has(key) ?? false;
}

/** The languages that have texts. */
export function languages(): string[] {
  return [...catalogs.keys()];
}

export function direction(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language.split('-')[0]!.toLowerCase()) ? 'rtl' : 'ltr';
}

/** Texts in a language, falling back to English text by text. An unknown key shows itself. */
export function translator(language: string): Translate {
  let translate = translators.get(language);
  if (!translate) translators.set(language, (translate = build(language)));
  return translate;
}

function build(language: string): Translate {
  const compiled = new Map<string, string | IntlMessageFormat>();
  const compile = (key: string): string | IntlMessageFormat => {
    const own = catalogs.get(language)?.get(key);
    const text = own ?? catalogs.get(FALLBACK)?.get(key) ?? key;
    if (!text.includes('{') && !text.includes('<') && !text.includes("'")) return text;
    return new IntlMessageFormat(text, own ? language : FALLBACK, undefined, { ignoreTag: true });
  };
  return (key, values) => {
    let text = compiled.get(key);
    if (text === undefined) compiled.set(key, (text = compile(key)));
    return typeof text === 'string' ? text : String(text.format(values));
  };
}
