import type { Db } from '#platform/db/index.ts';
import { LABEL } from './build.ts';
import { decodePostings } from './postings.ts';
import { postingsBetween } from './queries.ts';
import type { Index } from './reader.ts';
import type { Marks } from './search.ts';

/** How many results carry a label. */
export interface LabelFacet {
  value: string;
  count: number;
}

/** Of the labels of a name, as `tag:…`, so many are answered. */
const MOST_OF_A_NAME = 12;

/** Reads where the labels of all segments stand; what was read once stays known with its segment. */
export async function readLabels(db: Db, { communityId, segments }: Index): Promise<void> {
  const unread = new Map(segments.filter(({ facts }) => facts.labels === null).map(({ id, facts }) => [id, facts]));
  // Whatever begins with the mark of labels.
  const rows = await postingsBetween(db, communityId, [...unread.keys()], LABEL, String.fromCharCode(LABEL.charCodeAt(0) + 1));
  for (const facts of unread.values()) facts.labels = new Map();
  for (const { segment_id, term, postings } of rows) {
    const { docs, count } = decodePostings(postings);
    unread.get(segment_id)!.labels!.set(term.slice(LABEL.length), docs.slice(0, count));
  }
}

/** Unmarks all documents without a label. */
export function keepLabelled({ segments }: Index, marks: Marks, label: string): void {
  segments.forEach(({ facts, count }, number) => {
    const labelled = new Uint8Array(count);
    for (const doc of facts.labels?.get(label) ?? []) labelled[doc] = 1;
    for (let doc = 0; doc < count; doc += 1) marks[number]![doc]! &= labelled[doc]!;
  });
}

/** The labels of what was matched, the commonest of each name first. */
export function labelFacets({ segments }: Index, matched: Marks): LabelFacet[] {
  const counts = new Map<string, number>();
  segments.forEach(({ facts }, number) => {
    for (const [label, docs] of facts.labels ?? []) {
      let count = 0;
      for (const doc of docs) if (matched[number]![doc]! > 0) count += 1;
      if (count > 0) counts.set(label, (counts.get(label) ?? 0) + count);
    }
  });
  const facets = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return [...Map.groupBy(facets, ({ value }) => value.split(':')[0]).values()].flatMap((named) => named.slice(0, MOST_OF_A_NAME));
}
