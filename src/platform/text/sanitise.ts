import sanitizeHtml from 'sanitize-html';
import { relOf, safeHref } from './links.ts';

const BLOCKS = ['p', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'ul', 'ol', 'table', 'details'];
const ALIGN = ['align-start', 'align-center', 'align-end'];

/**
 * The last word on what reaches a page, whoever made the HTML: known elements, no ids or names (they
 * could clobber the DOM), no style, classes only of ours, links and images only as `links.ts` allows.
 */
const RULES: sanitizeHtml.IOptions = {
  allowedTags: [...BLOCKS, 'br', 'hr', 'strong', 'em', 's', 'code', 'li', 'thead', 'tbody', 'tr', 'th', 'td', 'a', 'img', 'div', 'summary'],
  allowedAttributes: {
    ...Object.fromEntries(BLOCKS.map((tag) => [tag, ['dir']])),
    ol: ['dir', 'start'],
    a: ['href', 'rel', 'class'],
    img: ['src', 'alt', 'title', 'width', 'height', 'loading', 'decoding'],
    div: ['class', { name: 'tabindex', values: ['0'] }],
    code: ['class'],
    th: ['class'],
    td: ['class'],
    details: ['class'],
  },
  allowedClasses: { a: ['mention'], div: ['scroll'], code: [/^language-[a-z0-9+#-]{1,30}$/], th: ALIGN, td: ALIGN, details: ['quote', 'signature'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: [] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  enforceHtmlBoundary: false,
  nestingLimit: 100,
  transformTags: {
    a: (tagName, { href, class: className }) => {
      const target = safeHref(href ?? '');
      const rel = target === null ? null : relOf(target);
      return { tagName, attribs: { ...(target !== null && { href: target }), ...(rel !== null && { rel }), ...(className && { class: className }) } };
    },
  },
  exclusiveFilter: (frame) => frame.tag === 'img' && !/^\/(?!\/)/.test(frame.attribs.src ?? ''),
};

/** Paragraphs of words without any markup or entity: parsing them would give the same again. */
const WORDS_ONLY = /^(?:<p dir="auto">[^<>&\0]*<\/p>\n)+$/;

/** HTML cleaned by the rules of this site. Output is well formed. */
export function sanitise(html: string): string {
  return WORDS_ONLY.test(html) ? html : sanitiseAll(html);
}

/** The same, whatever the HTML is. */
export function sanitiseAll(html: string): string {
  return sanitizeHtml(html, RULES);
}
