import { languageName } from '../people/index.ts';

/** What news are written in most, as the reader calls it; beside them, whatever the space or the post has. */
const OFFERED = ['ar', 'bn', 'de', 'en', 'es', 'fr', 'hi', 'id', 'pt', 'ru', 'sw', 'zh'];

export function languageChoices(reader: string, own: string): { value: string; label: string }[] {
  const codes = [...new Set([own, ...OFFERED])].filter((code) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code));
  return codes.map((value) => ({ value, label: languageName(value, reader) })).sort((a, b) => a.label.localeCompare(b.label, reader));
}
