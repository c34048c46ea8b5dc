import { escapeHtml } from '#platform/text/escape.ts';

const LINK = /(<a\b[^>]*? href=")(https?:[^"]*)"/g;
const bare = (url: string) => url.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** Where the links of HTML that our sanitiser made lead. */
export function hrefsIn(html: string): string[] {
  return [...html.matchAll(LINK)].map(([, , url]) => bare(url!));
}

/** Sends the links of such HTML elsewhere. */
export function withHrefs(html: string, change: (url: string) => string): string {
  return html.replace(LINK, (_, before: string, url: string) => `${before}${escapeHtml(change(bare(url)))}"`);
}
