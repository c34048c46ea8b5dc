import type { Ctx } from '#platform/context.ts';
import type { SearchDocument } from '#platform/search/index.ts';
import type { Place } from '../communities/index.ts';

/** What a result shows. */
export interface Found {
  title: string;
  href: string;
  /** Plain text that the passage is cut from. */
  text: string;
  author: { name: string; handle: string | null; photo: string | null } | null;
  at: number;
  language: string;
  /** Where it stands, when not in the community itself. */
  place: string | null;
  /** Key of a text that says its state, such as answered. */
  state: string | null;
}

/** A kind of thing that can be found: how it is read for the index, and how it is shown. */
export interface SearchSource {
  /** Its number in the index, for ever; and the key of its name in the texts. */
  kind: number;
  name: string;
  label: string;
  /** Whose search looks through it; everyone's, where it does not say. */
  serves?(ctx: Ctx, place: Place): boolean;
  /** The documents of these ids that exist; the others are taken out of the index. */
  load(ctx: Ctx, communityId: number, ids: number[]): Promise<SearchDocument[]>;
  /** Results by id, of those that the viewer may read now. */
  show(ctx: Ctx, place: Place, ids: number[]): Promise<Map<number, Found>>;
  /** The same for items of several communities at once, in a fixed number of statements. */
  showAcross?(ctx: Ctx, places: ReadonlyMap<number, Place>, ids: number[]): Promise<FoundItem[]>;
}

/** Something found, in its community. */
export interface FoundItem {
  communityId: number;
  id: number;
  found: Found;
}

const sources = new Map<number, SearchSource>();

export function addSearchSource(source: SearchSource): void {
  sources.set(source.kind, source);
}

export function searchSource(kind: number): SearchSource | undefined {
  return sources.get(kind);
}

export function searchSources(): SearchSource[] {
  return [...sources.values()];
}

/** An item by the name of its kind, as `items` keeps it. */
export interface ItemRef {
  kind: string;
  id: number;
}

/** How items of any kind look in a list, by id: those that the viewer may read now, and no others. */
export async function showItems(ctx: Ctx, place: Place, items: ItemRef[]): Promise<Map<number, Found>> {
  const shown = new Map<number, Found>();
  for (const [name, own] of Map.groupBy(items, (item) => item.kind)) {
    const source = searchSources().find((s) => s.name === name);
    const found = await source?.show(ctx, place, own.map((item) => item.id));
    for (const [id, one] of found ?? []) shown.set(id, one);
  }
  return shown;
}

/** How items of several communities look, by `itemKey`: those that the viewer may read now, of the places given. */
export async function showItemsAcross(ctx: Ctx, places: ReadonlyMap<number, Place>, items: (ItemRef & { communityId: number })[]): Promise<Map<string, Found>> {
  const shown = new Map<string, Found>();
  for (const [name, own] of Map.groupBy(items, (item) => item.kind)) {
    const source = searchSources().find((s) => s.name === name);
    for (const { communityId, id, found } of source ? await across(source, ctx, places, own) : []) shown.set(itemKey(communityId, id), found);
  }
  return shown;
}

export const itemKey = (communityId: number, id: number) => `${communityId}.${id}`;

async function across(source: SearchSource, ctx: Ctx, places: ReadonlyMap<number, Place>, items: { communityId: number; id: number }[]): Promise<FoundItem[]> {
  if (source.showAcross) return source.showAcross(ctx, places, items.map((item) => item.id));
  const byCommunity = [...Map.groupBy(items, (item) => item.communityId)].filter(([communityId]) => places.has(communityId));
  const found = await Promise.all(
    byCommunity.map(async ([communityId, own]) => [...(await source.show(ctx, places.get(communityId)!, own.map((item) => item.id)))].map(([id, found]) => ({ communityId, id, found }))),
  );
  return found.flat();
}
