import { compile, type FormatCallback } from 'html-to-text';
import { withAbsoluteLinks } from '../text/atom.ts';
import { escapeHtml, tidyLines } from '../text/escape.ts';
import { plainText } from '../text/excerpt.ts';
import { COLUMNS } from './letter.ts';

/** A row of a table is a line that may be broken: columns of letters stand in line in few programs. */
const row: FormatCallback = (elem, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(elem.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1, blockTransform: (line: string) => line.replace(/ \|\s*$/, '') });
};

const convert = compile({
  wordwrap: COLUMNS,
  limits: { maxInputLength: 2_000_000, maxDepth: 150 },
  formatters: { row },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] as [string, string] } },
    { selector: 'a.mention', format: 'anchor', options: { ignoreHref: true } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'strong', format: 'inlineSurround', options: { prefix: '*', suffix: '*' } },
    { selector: 'em', format: 'inlineSurround', options: { prefix: '_', suffix: '_' } },
    { selector: 'ul', options: { itemPrefix: ' * ' } },
    { selector: 'table', format: 'block' },
    { selector: 'tr', format: 'row' },
    { selector: 'td', format: 'inlineSurround', options: { suffix: ' |' } },
    { selector: 'th', format: 'inlineSurround', options: { suffix: ' |' } },
    { selector: 'blockquote', options: { trimEmptyLines: true } },
    { selector: 'details', format: 'block' },
    { selector: 'hr', options: { length: 20 } },
  ],
});


// One post goes to thousands: it is converted once.
const RECENT = 20;
const recent = new Map<string, string>();

/** What somebody wrote on the site, as the text of a mail: 72 columns, links behind their words, lists and quotations with their marks. */
export function proseAsText(html: string, base: string): string {
  const known = recent.get(html);
  if (known !== undefined) return known;
  const text = tidyLines(convert(withAbsoluteLinks(withoutPictures(html), base)));
  if (recent.size >= RECENT) recent.clear();
  recent.set(html, text);
  return text;
}

/** The same as HTML that loads nothing: a picture is a link to it. */
export function proseAsHtml(html: string, base: string): string {
  return withAbsoluteLinks(withoutPictures(html), base).replace(/ (?:tabindex|class)="[^"]*"/g, (found) => (found.includes('quote') ? found : ''));
}

function withoutPictures(html: string): string {
  const inLinks = html.replace(/<a\b[^>]*>.*?<\/a>/gs, (link) => link.replace(/<img\b[^>]*>/g, (picture) => plainText(picture) && `[${escapeHtml(plainText(picture))}]`));
  return inLinks.replace(/<img\b[^>]*>/g, (picture) => {
    const words = escapeHtml(plainText(picture)) || '…';
    const [, from] = / src="([^"]*)"/.exec(picture) ?? [];
    return from ? `<a href="${from}">[${words}]</a>` : `[${words}]`;
  });
}
