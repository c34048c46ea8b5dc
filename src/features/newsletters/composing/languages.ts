import { languages } from '#platform/i18n/index.ts';

/** Languages that communities write in, offered besides those of the interface. */
const COMMON = 'ar bn de en es fa fr hi id it km ky lo mn my ne nl pt ru si sw ta tg th tl tr uk ur uz vi zh'.split(' ');

/** The languages that an issue may be in, each by its name in the reader's language and in its own. */
export function languageChoices(reader: string, more: string[]): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([reader], { type: 'language' });
  return [...new Set([...COMMON, ...languages(), ...more])]
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, reader));
}
