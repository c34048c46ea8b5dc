import { excerpt } from '#platform/text/excerpt.ts';
import type { Found } from '../search/index.ts';

/** As much of a text as is worth looking in among bookmarks. */
const REMEMBERED = 600;

/** Without accents and capitals: how words are compared. */
export const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of an item on one line, those of the note on the next. */
export function wordsOf(found: Found | string, note: string | null): string {
  const own = typeof found === 'string' ? found.split('\n')[0]! : fold([found.title, found.author?.name, found.place, excerpt(found.text, REMEMBERED)].filter(Boolean).join(' ').replace(/\s+/g, ' '));
  return note ? `${own}\n${fold(note)}` : own;
}
