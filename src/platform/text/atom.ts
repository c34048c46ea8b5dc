import { escapeHtml, tidyCharacters } from './escape.ts';

export interface AtomEntry {
  id: string;
  title: string;
  href: string;
  /** Milliseconds since the epoch. */
  publishedAt: number;
  updatedAt: number;
  author: { name: string; href: string | null };
  language: string;
  html: string;
}

export interface AtomFeed {
  id: string;
  title: string;
  subtitle: string | null;
  /** The address of the feed itself, and of the page it stands for. */
  self: string;
  href: string;
  language: string;
  /** When there is no entry yet. */
  createdAt: number;
  entries: AtomEntry[];
}

/** An Atom feed (RFC 4287). Every address is absolute, every text escaped. */
export function atom(feed: AtomFeed): string {
  const updated = feed.entries.reduce((latest, entry) => Math.max(latest, entry.updatedAt), feed.createdAt);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${text(feed.language)}">`,
    `<id>${text(feed.id)}</id>`,
    `<title>${text(feed.title)}</title>`,
    feed.subtitle ? `<subtitle>${text(feed.subtitle)}</subtitle>` : '',
    `<updated>${moment(updated)}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${text(feed.self)}"/>`,
    `<link rel="alternate" type="text/html" href="${text(feed.href)}"/>`,
    '<generator>Copse</generator>',
    ...feed.entries.map(entryOf),
    '</feed>\n',
  ].join('\n');
}

function entryOf(entry: AtomEntry): string {
  const { name, href } = entry.author;
  return [
    `<entry xml:lang="${text(entry.language)}">`,
    `<id>${text(entry.id)}</id>`,
    `<title>${text(entry.title)}</title>`,
    `<link rel="alternate" type="text/html" href="${text(entry.href)}"/>`,
    `<published>${moment(entry.publishedAt)}</published>`,
    `<updated>${moment(entry.updatedAt)}</updated>`,
    `<author><name>${text(name)}</name>${href ? `<uri>${text(href)}</uri>` : ''}</author>`,
    `<content type="html">${text(entry.html)}</content>`,
    '</entry>',
  ].join('');
}

const moment = (at: number) => new Date(at).toISOString();

/** Characters that XML 1.0 §2.2 knows, escaped. */
function text(value: string): string {
  return escapeHtml(tidyCharacters(value).replace(/[\uFFFE\uFFFF]/g, ''));
}

/** Links and pictures of this site made absolute, for readers elsewhere. The HTML is our sanitiser's own. */
export function withAbsoluteLinks(html: string, base: string): string {
  return html.replace(/ (href|src)="\/(?!\/)/g, ` $1="${base}/`);
}

/** A lasting name (RFC 4151): the authority, a day on which it was ours, and what is named. */
export function tagUri(base: string, since: number, name: string): string {
  return `tag:${new URL(base).hostname},${new Date(since).toISOString().slice(0, 10)}:${name}`;
}
