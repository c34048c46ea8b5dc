import type { TextValues } from '#platform/i18n/index.ts';
import { weightOf } from '#platform/mail/weight.ts';
import { filled, type Content } from './content.ts';

/** Something to look at before an issue goes out. */
export interface Hint {
  key: string;
  values?: TextValues;
  /** Whether it is well. */
  good: boolean;
}

/** Mails beyond this are slow where lines are thin, and cut by some programs. */
export const MOST_BYTES = 25_000;
const LONGEST_SUBJECT = 60;
const COLUMNS = 72;

/** What may keep an issue from arriving, from being read, or from being understood. */
export function hintsFor(content: Content, { text, html }: { text: string; html: string }): Hint[] {
  const { issue, blocks } = content;
  const bytes = weightOf(text) + weightOf(html);
  const gone = blocks.filter((block) => block.kind === 'item' && block.card === null).length;
  const own = issue.introduction.trim() !== '' || blocks.some((block) => block.kind === 'text' && block.text.trim() !== '');
  const wide = text.split('\n').filter((line) => line.length > COLUMNS && !/https?:\S{20}/.test(line) && line.includes(' ')).length;
  const prose = [issue.introduction, ...blocks.map((block) => block.text)].join('\n');
  const bare = [...prose.matchAll(/!\[\s*\]\(/g)].length;
  const disguised = disguisedLinks([issue.introduction_html, ...blocks.map((block) => (block.kind === 'text' ? block.html : ''))].join('\n'));
  const rules: (Hint | false)[] = [
    { key: bytes <= MOST_BYTES ? 'newsletters.hint.size' : 'newsletters.hint.too_large', values: { kilobytes: Math.round(bytes / 1000) }, good: bytes <= MOST_BYTES },
    { key: wide === 0 ? 'newsletters.hint.columns' : 'newsletters.hint.wide', values: { n: wide }, good: wide === 0 },
    filled(blocks).length === 0 && !own && { key: 'newsletters.hint.empty', good: false },
    gone > 0 && { key: 'newsletters.hint.gone', values: { n: gone }, good: false },
    bare > 0 && { key: 'newsletters.hint.alt', values: { n: bare }, good: false },
    !own && { key: 'newsletters.hint.own', good: false },
    issue.title.length > LONGEST_SUBJECT && { key: 'newsletters.hint.subject_long', values: { n: issue.title.length }, good: false },
    shouts(issue.title) && { key: 'newsletters.hint.shouts', good: false },
    disguised !== null && { key: 'newsletters.hint.disguised', values: { words: disguised }, good: false },
    /https?:\/\/(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd)\//i.test(prose) && { key: 'newsletters.hint.short_links', good: false },
  ];
  return rules.filter((hint) => hint !== false);
}

// Letters without case, as in Arabic or Thai, do not shout.
function shouts(title: string): boolean {
  const letters = title.replace(/[^\p{L}]/gu, '');
  return /[!?]{2,}|\${2,}/.test(title) || (letters.length > 8 && letters === letters.toUpperCase() && letters !== letters.toLowerCase());
}

/** Words that look like one address and lead to another. */
function disguisedLinks(html: string): string | null {
  for (const [, url, words] of html.matchAll(/<a\b[^>]*? href="(https?:[^"]*)"[^>]*>([^<]*)<\/a>/g)) {
    const shown = /^(?:https?:\/\/)?((?:[\w-]+\.)+[a-z]{2,})(?:\/\S*)?$/i.exec(words!.trim())?.[1];
    if (shown && new URL(url!).hostname.replace(/^www\./, '') !== shown.toLowerCase().replace(/^www\./, '')) return words!.trim();
  }
  return null;
}
