import type { Ctx } from '#platform/context.ts';
import type { SearchDocument } from '#platform/search/index.ts';
import { shownRows, type ShownRow, type ShownRows } from './queries.ts';
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
  /** How results are read again, and shown to whom may read them now: items, or something else by id. */
  shows: ShownItems | ((ctx: Ctx, place: Place, ids: number[]) => Promise<Map<number, Found>>);
}

/** Items of all kinds are read as rows of one shape, in one statement; the same for kinds that one table holds. */
export interface ShownItems {
  select: ShownRows;
  /** Null for what the viewer may not read, although they may read its space. */
  asFound(ctx: Ctx, row: ShownRow, place: Place, home: Place['spaces'][number]): Found | null;
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
  const communityId = place.community.id;
  const shown = await showItemsAcross(ctx, new Map([[communityId, place]]), items.map((item) => ({ ...item, communityId })));
  return new Map([...shown].map(([key, found]) => [Number(key.split('.')[1]), found]));
}

/** How items of several communities look, by `itemKey`: those that the viewer may read now, of the places given. In one statement. */
export async function showItemsAcross(ctx: Ctx, places: ReadonlyMap<number, Place>, items: (ItemRef & { communityId: number })[]): Promise<Map<string, Found>> {
  const wanted = items.flatMap(({ kind, communityId, id }) => {
    const shows = searchSources().find((source) => source.name === kind)?.shows;
    return shows && typeof shows === 'object' && places.has(communityId) ? [{ shows, communityId, id }] : [];
  });
  const groups = [...Map.groupBy(wanted, ({ shows }) => shows)];
  const rows = await shownRows(ctx.db, groups.map(([{ select }, own]) => select(ctx.db, [...new Set(own.map((item) => item.communityId))], own.map((item) => item.id))));
  return new Map(
    rows.flatMap((row) => {
      const place = places.get(row.community_id);
      const home = place?.spaces.find((space) => space.id === row.space_id);
      const found = home && groups[row.arm]![0].asFound(ctx, row, place!, home);
      return found ? [[itemKey(row.community_id, row.id), found] as const] : [];
    }),
  );
}

export const itemKey = (communityId: number, id: number) => `${communityId}.${id}`;

/** What a search found, by kind and id: items in one statement, and one for each kind of other things. */
export async function showHits(ctx: Ctx, place: Place, hits: { kind: number; id: number }[]): Promise<Map<string, Found>> {
  const shown = new Map<string, Found>();
  const items: (ItemRef & { number: number })[] = [];
  for (const [kind, own] of Map.groupBy(hits, (hit) => hit.kind)) {
    const { name, shows } = searchSource(kind)!;
    if (typeof shows === 'object') items.push(...own.map(({ id }) => ({ kind: name, id, number: kind })));
    else for (const [id, found] of await shows(ctx, place, own.map((hit) => hit.id))) shown.set(`${kind} ${id}`, found);
  }
  const found = await showItems(ctx, place, items);
  for (const { number, id } of items) if (found.has(id)) shown.set(`${number} ${id}`, found.get(id)!);
  return shown;
}
