import { asHtml } from './html.ts';

export { mailPage } from './html.ts';

/** A mail to one person, written once and given as text and as light HTML. */
export interface LetterParts {
  language: string;
  /** The community or room that it is of, and its colour. */
  place?: string;
  hue?: number;
  title?: string;
  greeting?: string;
  paragraphs: string[];
  /** Already safe HTML that stands for a paragraph's text, by its index: somebody's words; '' where they stand in another already. */
  html?: Record<number, string>;
  button?: Link;
  /** What else can be done. */
  links?: Link[];
  after?: string[];
  /** Lines; an address at the end of one goes under its words in HTML. */
  foot: string;
  /** What a list of mails shows beside the subject. */
  preview?: string;
}

interface Link {
  href: string;
  label: string;
}

export const COLUMNS = 72;
/** A mail stays light (bytes of HTML). */
const MOST_HTML = 24_000;

/**
 * Text of at most 72 columns (RFC 3676 §4.2 advises fewer than 78) and HTML without pictures, light or dark
 * as the reader likes. What is too long for light HTML goes as text alone, and whole.
 */
export function letter(parts: LetterParts): { text: string; html?: string } {
  const html = asHtml(parts);
  return { text: asText(parts), ...(Buffer.byteLength(html) <= MOST_HTML && { html }) };
}

function asText({ place, title, greeting, paragraphs, button, links = [], after = [], foot }: LetterParts): string {
  const named = [button, ...links].filter((link) => link !== undefined);
  const head = [place, title].filter((line) => line !== undefined).join('\n');
  const blocks = [head || undefined, greeting, ...paragraphs, ...named.map(({ label, href }) => `${label}:\n${href.replace(/^mailto:([^?]*).*$/, '$1')}`), ...after].filter((block) => block !== undefined);
  return `${blocks.map(wrap).join('\n\n')}\n\n-- \n${wrap(foot)}\n`;
}

/** Breaks lines at spaces within 72 columns; addresses stay whole, quotations and lists keep their marks. */
export function wrap(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => (line.length <= COLUMNS ? [line] : breakLine(line)))
    .join('\n');
}

function breakLine(line: string): string[] {
  const [quoted = ''] = /^(?:> ?)*/.exec(line) ?? [];
  const [mark = ''] = /^(?:> ?)*\s*(?:[*+•-] |\d{1,3}[.)] )?/.exec(line) ?? [];
  const indent = quoted.padEnd(mark.length);
  const lines = [mark];
  for (const word of line.slice(mark.length).split(' ')) {
    const last = lines.at(-1)!;
    const empty = lines.length === 1 ? last === mark : last === indent;
    if (!empty && last.length + 1 + word.length > COLUMNS) lines.push(indent + word);
    else lines[lines.length - 1] = empty ? last + word : `${last} ${word}`;
  }
  return lines;
}
