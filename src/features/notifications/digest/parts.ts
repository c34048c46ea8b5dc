import type { Translate } from '#platform/i18n/index.ts';
import type { ShownLine } from '../ledger/lines.ts';
import type { Shown } from './excerpts.ts';

/** One discussion, or whatever else was told, with what is new in it. */
export interface Part {
  line: ShownLine;
  why: string;
  near: boolean;
  items: { notificationId: number; itemId: number | null; href: string; excerpt: Shown | undefined }[];
}

/** What both forms of a digest are made of. */
export interface Digest {
  t: Translate;
  base: string;
  language: string;
  host: string;
  lead: string;
  day: string;
  /** How much there is, in words. */
  count: string;
  groups: { name: string; hue: number; parts: Part[] }[];
  /** Where the rest stands, when there is more than fits. */
  rest: { label: string; href: string } | null;
  foot: { label: string; href: string }[];
}

/** Of one discussion. */
const SHOWN = 4;

/** What has no words of its own is said once, by its line. */
export function shownOf(items: Part['items']): Part['items'] {
  return items.slice(0, items[0]?.excerpt ? SHOWN : 1);
}

/** How many items stay unsaid. */
export function moreThan(items: Part['items']): number {
  return items[0]?.excerpt ? Math.max(0, items.length - SHOWN) : 0;
}

/** A line leads to the oldest of its items; the others lie beside it. */
export function itemHref(line: ShownLine, itemId: number | null): string {
  return itemId === null || line.itemId === null ? line.href : line.href.replace(new RegExp(`/${line.itemId}$`), `/${itemId}`);
}
