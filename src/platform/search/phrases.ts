import type { Db } from '#platform/db/index.ts';
import { readPositions } from './postings.ts';
import { positionsOf } from './queries.ts';
import type { QueryWord } from './query.ts';
import type { Index } from './reader.ts';
import type { Marks } from './search.ts';

/** Keeps only documents in which the words stand side by side; or, with `keep` false, only the others. */
export async function matchPhrases(db: Db, index: Index, words: QueryWord[], matched: Marks, keep: boolean): Promise<void> {
  const run = words.filter((word) => !word.compound);
  if (run.length === 0) return;
  for (const [number, segment] of index.segments.entries()) {
    const marks = matched[number]!;
    const rows = await positionsOf(db, index.communityId, segment.id, run.flatMap((word) => word.terms));
    const holding = withRun(
      run.map((word) => merged(rows.filter((row) => word.terms.includes(row.term)).map((row) => readPositions(row, (doc) => marks[doc]! > 0)))),
    );
    for (let doc = 0; doc < segment.count; doc += 1) if (marks[doc]! > 0 && holding.has(doc) !== keep) marks[doc] = 0;
  }
}

function merged(maps: Map<number, number[]>[]): Map<number, Set<number>> {
  const all = new Map<number, Set<number>>();
  for (const map of maps)
    for (const [doc, places] of map) {
      const set = all.get(doc) ?? new Set();
      for (const place of places) set.add(place);
      all.set(doc, set);
    }
  return all;
}

function withRun([first, ...others]: Map<number, Set<number>>[]): Set<number> {
  const found = new Set<number>();
  for (const [doc, places] of first ?? [])
    if ([...places].some((place) => others.every((other, index) => other.get(doc)?.has(place + index + 1)))) found.add(doc);
  return found;
}
