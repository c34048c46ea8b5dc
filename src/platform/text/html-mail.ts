import { compile } from 'html-to-text';
import { tidyCharacters, tidyLines } from './escape.ts';

/** More HTML than anybody wrote by hand; the rest is cut. */
const MAX_HTML = 500_000;
const SKIP = ['img', 'style', 'script', 'head', 'title', 'svg', 'object', 'iframe'];

const convert = compile({
  wordwrap: false,
  preserveNewlines: false,
  limits: { maxInputLength: MAX_HTML, maxDepth: 150, maxChildNodes: 20_000 },
  selectors: [
    ...SKIP.map((selector) => ({ selector, format: 'skip' })),
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, linkBrackets: ['<', '>'] as [string, string] } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', format: 'block' },
    { selector: 'td', format: 'inline' },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'blockquote', options: { trimEmptyLines: true } },
    { selector: 'hr', options: { length: 20 } },
  ],
});

/**
 * The words of an HTML-only mail as the plain text its author could have sent: quotes with ">", links
 * behind their words, lists with marks; no images, styles or scripts. Never throws.
 */
export function textOfHtmlMail(html: string): string {
  try {
    return tidyLines(tidyCharacters(convert(html.slice(0, MAX_HTML).replace(/<t[dh]\b/gi, ' $&'))).replace(/\u00a0/g, ' ')).trimStart();
  } catch {
    return tidyCharacters(html.slice(0, MAX_HTML).replace(/<[^<>]*>/g, ' ').replace(/[ \t]+/g, ' ')).trim();
  }
}
