import MarkdownIt from 'markdown-it';

const OUTSIDE_REL = 'nofollow ugc noopener';
/** A bare link may be this long. */
const MAX_BARE = 2000;

/** A markdown-it whose bare links are ours: names without scheme count only after "www.", for "readme.md" is a file. */
export function withBareLinks(markdown: InstanceType<typeof MarkdownIt>): InstanceType<typeof MarkdownIt> {
  const { linkify } = markdown.set({ linkify: true });
  linkify.set({ fuzzyLink: false, fuzzyIP: false });
  linkify.add('www.', {
    validate(text, position, self) {
      const address = `http://www.${text.slice(position, position + MAX_BARE)}`;
      return Math.max(0, self.testSchemaAt(address, 'http:', 'http:'.length) - '//www.'.length);
    },
    normalize(found) {
      found.url = `http://${found.url}`;
    },
  });
  return markdown;
}

const finder = withBareLinks(new MarkdownIt()).linkify;

/**
 * A link target that is safe to put into a page, or null: http, https and mailto, and paths on this site.
 * Control characters and spaces that browsers skip ("java\nscript:") never get through, nor do
 * backslashes and double slashes that lead off the site.
 */
export function safeHref(href: string): string | null {
  if (href.length > 4000 || /[\u0000-\u0020\u007f-\u00a0\\\u202a-\u202e\u2066-\u2069]/.test(href)) return null;
  if (/^(?:\/(?!\/)|#)/.test(href)) return href;
  if (!/^(?:https?:\/\/[^/]|mailto:[^?]*@)/i.test(href)) return null;
  return URL.canParse(href) ? href : null;
}

/** The rel of a link: none on this site, otherwise no reward for spam and no handle on our window. */
export function relOf(href: string): string | null {
  return /^(?:\/|#|mailto:)/i.test(href) ? null : OUTSIDE_REL;
}

/** A link found in text: where it stands, what it says, where it leads. */
export type FoundLink = { start: number; end: number; text: string; href: string };

/** The links in plain text; of e-mail addresses only where `emails` is set, for archives expose them enough. */
export function findLinks(text: string, options: { emails: boolean }): FoundLink[] {
  if (text.length > 20_000 || !/:\/\/|www\.|mailto:|@/i.test(text)) return [];
  if (!options.emails && !/:\/\/|www\./i.test(text)) return [];
  const found: FoundLink[] = [];
  for (const match of finder.match(text) ?? []) {
    const href = safeHref(match.url);
    if (href !== null && (options.emails || match.schema !== 'mailto:')) found.push({ start: match.index, end: match.lastIndex, text: match.text, href });
  }
  return found;
}
