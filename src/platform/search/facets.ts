import type { Segment } from './reader.ts';

/** How many results share a value, the commonest first. */
export interface Facet {
  value: number;
  count: number;
}

export type Facets = Record<'kinds' | 'spaces' | 'authors' | 'years', Facet[]>;
export type Counts = Record<keyof Facets, Map<number, number>>;

export function noCounts(): Counts {
  return { kinds: new Map(), spaces: new Map(), authors: new Map(), years: new Map() };
}

/** Years run from the newest; the others from the commonest. */
export function facetsOf(counts: Counts): Facets {
  return {
    kinds: facet(counts.kinds, 20),
    spaces: facet(counts.spaces, 50),
    authors: facet(counts.authors, 10),
    years: facet(counts.years, 30).sort((a, b) => b.value - a.value),
  };
}

/** Counts one result. */
export function tally(counts: Counts, columns: Segment['columns'], doc: number): void {
  const add = (map: Map<number, number>, value: number) => map.set(value, (map.get(value) ?? 0) + 1);
  add(counts.kinds, columns.kind[doc]!);
  add(counts.spaces, columns.space[doc]!);
  add(counts.authors, columns.author[doc]!);
  // A year of 365.2425 days is exact enough to sort by. What has no moment, such as a person, has no year.
  if (columns.created[doc]) add(counts.years, 1970 + Math.floor(columns.created[doc]! / 31_556_952));
}

function facet(counts: Map<number, number>, most: number): Facet[] {
  return [...counts]
    .filter(([value]) => value !== 0)
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value - b.value)
    .slice(0, most);
}
