import { escapeHtml, tidyLines } from './escape.ts';
import { renderBlocks } from './mail-blocks.ts';
import type { Flowed, MailLine } from './mail-lines.ts';
import { splitMail, type MailPart } from './mail-parts.ts';
import { plainText } from './excerpt.ts';
import { sanitise } from './sanitise.ts';

/** What the folded parts are called, in the language of the page. */
export type MailLabels = { quote: string; signature: string };

export type RenderedMail = {
  html: string;
  /** The author's own words (all words where there are no others), for search and excerpts. */
  text: string;
};

/** Longer mails are logs and dumps: shown as they are. */
const MAX_LENGTH = 400_000;

/**
 * Renders a plain-text mail for reading: paragraphs, code as it stands, links, short quotes with an
 * answer in sight; trailing and long quotes, signatures and list footers folded.
 */
export function renderMailText(source: string, options: { labels: MailLabels; flowed?: Flowed }): RenderedMail {
  if (source.length > MAX_LENGTH) return dump(source);
  const parts = splitMail(source, options.flowed ?? null);
  const html = sanitise(parts.map((part) => renderPart(part, options.labels)).join(''));
  const own = parts.filter((part) => part.kind === 'text');
  const text = own.length > 0 ? own.flatMap((part) => part.lines.map((line) => line.text)).join('\n') : plainText(html);
  return { html, text: tidyLines(text).trimStart() };
}

function renderPart(part: MailPart, labels: MailLabels): string {
  if (part.kind === 'text') return renderBlocks(part.lines.map((line) => line.text));
  const inner = part.kind === 'quote' ? quote(part) : renderSignature(part.lines);
  if (!part.folded) return inner;
  const name = part.kind === 'quote' ? 'quote' : 'quote signature';
  return `<details class="${name}"><summary>${escapeHtml(labels[part.kind])}</summary>\n${inner}</details>\n`;
}

function quote(part: MailPart): string {
  const intro = part.intro.length > 0 ? renderBlocks([part.intro.map((line) => line.trim()).join(part.intro.length > 3 ? '\n' : ' ')].join('\n').split('\n')) : '';
  const depth = Math.min(...part.lines.filter((line) => line.text.trim() !== '').map((line) => line.depth), 1);
  return `${intro}<blockquote>\n${nested(part.lines, Math.max(depth, 0))}</blockquote>\n`;
}

/** Lines of this depth as blocks, deeper stretches as quotes within. */
function nested(lines: MailLine[], depth: number): string {
  let html = '';
  let at = 0;
  while (at < lines.length) {
    const deeper = lines[at]!.depth > depth;
    let end = at + 1;
    while (end < lines.length && lines[end]!.depth > depth === deeper) end += 1;
    const stretch = lines.slice(at, end);
    html += deeper ? `<blockquote>\n${nested(stretch, depth + 1)}</blockquote>\n` : renderBlocks(stretch.map((line) => line.text));
    at = end;
  }
  return html;
}

/** Signatures are laid out by hand: every line end stays. */
function renderSignature(lines: MailLine[]): string {
  const texts = lines.map((line) => line.text.trim());
  const shown = texts.slice(texts.findIndex(Boolean), texts.findLastIndex(Boolean) + 1);
  return `<p dir="auto">${shown.map(escapeHtml).join('<br />\n')}</p>\n`;
}

function dump(source: string): RenderedMail {
  const text = source.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
  return { html: `<pre dir="auto">${escapeHtml(text)}</pre>\n`, text };
}
