import { slug as slugOf } from '#platform/text/excerpt.ts';
import type { Tag } from './queries.ts';

const MOST_TAGS = 8;
const LONGEST = 40;

/** Tags as typed, separated by commas: trimmed, without doubles, at most eight of forty characters. */
export function parseTags(text: string): Tag[] {
  const tags = new Map<string, Tag>();
  for (const part of text.split(',')) {
    const name = part.replace(/^[\s#]+/, '').trim().replace(/\s+/g, ' ').slice(0, LONGEST);
    const slug = slugOf(name);
    if (slug && !tags.has(slug)) tags.set(slug, { slug, name });
  }
  return [...tags.values()].slice(0, MOST_TAGS);
}
