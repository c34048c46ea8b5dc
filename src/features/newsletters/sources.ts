import type { Ctx } from '#platform/context.ts';
import type { Place } from '../communities/index.ts';
import type { Weight } from './tables.ts';

/** How an item stands in a newsletter. */
export interface Card {
  title: string;
  /** Plain text, one or two sentences. */
  summary: string;
  /** Who made it. */
  credit: string | null;
  /** A path of this site. */
  href: string;
  language: string;
  /** The room it stands in, when not in the newsletter's own space. */
  place: string | null;
}

export interface Candidate extends Card {
  id: number;
  at: number;
}

/**
 * A kind of item that can be picked for a newsletter. The place has only the spaces that every
 * recipient may read: what stands elsewhere is neither offered nor shown.
 */
export interface NewsletterSource {
  /** As `items` keeps it. */
  kind: string;
  /** Key of its name in the texts, of many. */
  label: string;
  /** The feature it belongs to, when a community may switch that off. */
  feature?: string;
  /** What happened in a time, newest first, at most `CANDIDATES`, in one statement. */
  candidates(ctx: Ctx, place: Place, since: number, until: number): Promise<Candidate[]>;
  /** The cards of some items by id, of those that may be read in the place now, in one statement. */
  cards(ctx: Ctx, place: Place, ids: number[]): Promise<Map<number, Card>>;
}

export const CANDIDATES = 50;

const sources = new Map<string, NewsletterSource>();

/** Lets items of a kind be picked for newsletters: call it in a feature's `setUp`. */
export function addNewsletterSource(source: NewsletterSource): void {
  sources.set(source.kind, source);
}

export function newsletterSource(kind: string): NewsletterSource | undefined {
  return sources.get(kind);
}

export function newsletterSources(off: string[]): NewsletterSource[] {
  return [...sources.values()].filter(({ feature }) => !(feature && off.includes(feature)));
}

/** A block of a draft that makes itself. */
export type DraftBlock = { kind: 'heading' | 'text'; text: string } | { kind: 'item'; source: string; itemId: number; /** One's own summary. */ text?: string; weight?: Weight };

/** What a feature tells of a month in the update that drafts itself: a heading, and what stands under it. */
export interface MonthlyPart {
  name: string;
  order: number;
  feature?: string;
  /** In the language of the place's space; nothing when there is nothing to tell. */
  load(ctx: Ctx, place: Place, since: number, until: number): Promise<DraftBlock[]>;
}

const parts: MonthlyPart[] = [];

export function addMonthlyPart(part: MonthlyPart): void {
  if (parts.some((known) => known.name === part.name)) return;
  parts.push(part);
  parts.sort((a, b) => a.order - b.order);
}

export function monthlyParts(off: string[]): MonthlyPart[] {
  return parts.filter(({ feature }) => !(feature && off.includes(feature)));
}

/** The cards of items of any kinds, by `cardKey`: one statement a kind. */
export async function loadCards(ctx: Ctx, place: Place, items: { source: string; itemId: number }[]): Promise<Map<string, Card>> {
  const kinds = [...Map.groupBy(items, ({ source }) => source)];
  const loaded = await Promise.all(
    kinds.map(async ([kind, own]) => {
      const cards = await newsletterSource(kind)?.cards(ctx, place, own.map(({ itemId }) => itemId));
      return [...(cards ?? [])].map(([id, card]) => [cardKey(kind, id), card] as const);
    }),
  );
  return new Map(loaded.flat());
}

export const cardKey = (source: string, itemId: number) => `${source}:${itemId}`;
