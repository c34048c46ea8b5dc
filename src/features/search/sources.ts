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
