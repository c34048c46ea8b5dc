import type { Segment } from './reader.ts';

/** How many results share a value, the commonest first. */
export interface Facet {
  value: number;
  count: number;
}

export type Facets = Record<'kinds' | 'spaces' | 'authors' | 'years', Facet[]>;

/** Beyond this numbers are counted in a map rather than in a row of counts. */
const MOST_DENSE = 1_000_000;
const FIRST_YEAR = 1970;
const YEARS = 200;

/** Counts numbers, most of which are small. */
class Tally {
  private readonly dense: Uint32Array;
  private readonly rest = new Map<number, number>();

  constructor(most: number) {
    this.dense = new Uint32Array(Math.min(most, MOST_DENSE) + 1);
  }

  add(value: number): void {
    if (value < this.dense.length) this.dense[value]! += 1;
    else this.rest.set(value, (this.rest.get(value) ?? 0) + 1);
  }

  entries(): Facet[] {
    const found = [...this.rest].map(([value, count]) => ({ value, count }));
    this.dense.forEach((count, value) => count > 0 && value > 0 && found.push({ value, count }));
    return found;
  }
}

export type Counts = Record<keyof Facets, Tally>;

export function noCounts(segments: Segment[]): Counts {
  const most = (of: 'mostSpace' | 'mostAuthor') => Math.max(0, ...segments.map(({ facts }) => facts[of]));
  return { kinds: new Tally(255), spaces: new Tally(most('mostSpace')), authors: new Tally(most('mostAuthor')), years: new Tally(YEARS) };
}

/** Years run from the newest; the others from the commonest. */
export function facetsOf(counts: Counts): Facets {
  return {
    kinds: facet(counts.kinds, 20),
    spaces: facet(counts.spaces, 50),
    authors: facet(counts.authors, 10),
    years: facet(counts.years, 30).map(({ value, count }) => ({ value: FIRST_YEAR + value - 1, count })).sort((a, b) => b.value - a.value),
  };
}

/** Counts one result. */
export function tally({ kinds, spaces, authors, years }: Counts, columns: Segment['columns'], doc: number): void {
  kinds.add(columns.kind[doc]!);
  spaces.add(columns.space[doc]!);
  authors.add(columns.author[doc]!);
  // A year of 365.2425 days is exact enough to sort by. What has no moment, such as a person, has no year.
  if (columns.created[doc]! > 0) years.add(1 + Math.floor(columns.created[doc]! / 31_556_952));
}

function facet(counts: Tally, most: number): Facet[] {
  return counts
    .entries()
    .sort((a, b) => b.count - a.count || a.value - b.value)
    .slice(0, most);
}
