import { escapeHtml } from '../text/escape.ts';

/** A short mail to one person, written once and given as text and as light HTML. */
export interface LetterParts {
  language: string;
  greeting?: string;
  paragraphs: string[];
  /** Already safe HTML that stands for a paragraph's text, by its index. */
  html?: Record<number, string>;
  button?: { href: string; label: string };
  after?: string[];
  foot: string;
}

const COLUMNS = 72;

/** Text of at most 72 columns (RFC 3676 §4.2 advises fewer than 78) and HTML without pictures, light or dark as the reader likes. */
export function letter(parts: LetterParts): { text: string; html: string } {
  return { text: asText(parts), html: asHtml(parts) };
}

function asText({ greeting, paragraphs, button, after = [], foot }: LetterParts): string {
  const blocks = [greeting, ...paragraphs, button && `${button.label}:\n${button.href}`, ...after].filter((block) => block !== undefined);
  return `${blocks.map(wrap).join('\n\n')}\n\n-- \n${wrap(foot)}\n`;
}

/** Breaks lines at spaces within 72 columns; addresses and quotations stay whole. */
export function wrap(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => (line.length <= COLUMNS || line.startsWith('>') ? [line] : breakLine(line)))
    .join('\n');
}

function breakLine(line: string): string[] {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1)!;
    if (last !== '' && last.length + 1 + word.length > COLUMNS) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

// Mail readers understand little CSS, and some none in <head>: what matters stands in attributes.
const STYLE =
  ':root{color-scheme:light dark}body{margin:0;padding:24px;font:17px/1.55 system-ui,sans-serif;color:#1d2a24;background:#fbfaf6}' +
  '.l{max-width:34rem;margin:0 auto}a.b{display:inline-block;padding:.6em 1.2em;border-radius:8px;background:#24604a;color:#fff;text-decoration:none;font-weight:600}' +
  'blockquote{margin:0 0 1em;padding-inline-start:1em;border-inline-start:3px solid #ccc}small{color:#5c6b63}' +
  '@media(prefers-color-scheme:dark){body{background:#141a17;color:#e8ece9}a{color:#8fd3b3}a.b{background:#8fd3b3;color:#10201a}small{color:#9aa8a0}}';

const RIGHT_TO_LEFT = /^(?:ar|dv|fa|he|ku|ps|sd|ug|ur|yi)\b/;

/** A whole mail of some safe HTML. */
export function mailPage(language: string, html: string): string {
  const dir = RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr';
  return `<!doctype html><html lang="${escapeHtml(language)}" dir="${dir}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><style>${STYLE}</style></head><body><div class="l">${html}</div></body></html>`;
}

function asHtml({ language, greeting, paragraphs, html = {}, button, after = [], foot }: LetterParts): string {
  const p = (text: string) => `<p dir="auto">${escapeHtml(text).replace(/\n/g, '<br>')}</p>`;
  const body = [
    greeting && p(greeting),
    ...paragraphs.map((text, index) => html[index] ?? p(text)),
    button && `<p><a class="b" href="${escapeHtml(button.href)}">${escapeHtml(button.label)}</a></p>`,
    ...after.map(p),
    `<p><small>${escapeHtml(foot)}</small></p>`,
  ];
  return mailPage(language, body.filter(Boolean).join(''));
}
