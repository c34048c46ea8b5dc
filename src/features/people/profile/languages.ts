const A = 97;
const letters = Array.from({ length: 26 }, (_, n) => String.fromCharCode(A + n));
const indexes = new Map<string, Map<string, string>>();
let known: string[] | null = null;

/** Codes of all languages that Unicode names. */
function codes(): string[] {
  if (known) return known;
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  const two = letters.flatMap((a) => letters.map((b) => a + b));
  const all = [...two, ...two.flatMap((ab) => letters.map((c) => ab + c))];
  // Old codes (iw for he) have a newer one, which is what is kept.
  known = all.filter((code) => names.of(code) !== undefined && Intl.getCanonicalLocales(code)[0] === code && !['mul', 'und', 'zxx'].includes(code));
  return known;
}

const folded = (name: string) => name.normalize('NFC').trim().toLowerCase();

/** Names to codes: as the reader's language calls each language, as English does, as it calls itself, and the code. */
function index(reader: string): Map<string, string> {
  let names = indexes.get(reader);
  if (names) return names;
  names = new Map();
  for (const code of codes())
    for (const language of [code, 'en', reader]) {
      const name = new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(code);
      if (name) names.set(folded(name), code);
    }
  for (const code of codes()) names.set(code, code);
  indexes.set(reader, names);
  return names;
}

/** Languages as typed, between commas, as codes; a name that nobody knows stays as it is. */
export function languageCodes(text: string, reader: string): string[] {
  const wanted = text.split(/[,;\n]/).map(folded).filter((name) => name !== '');
  if (wanted.length === 0) return [];
  const names = index(reader);
  return [...new Set(wanted.map((name) => names.get(name) ?? name))];
}

export function isLanguage(code: string): boolean {
  return codes().includes(code);
}

/** The name of a language for a reader. */
export function languageName(code: string, reader: string): string {
  return new Intl.DisplayNames([reader], { type: 'language' }).of(code) ?? code;
}
