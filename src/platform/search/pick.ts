import { facetsOf, noCounts, tally } from './facets.ts';
import { labelFacets } from './labels.ts';
import { RECENCY_DAYS, WEIGHTS } from './rank.ts';
import type { Ranking } from './ranking.ts';
import type { Index } from './reader.ts';
import type { Hit, SearchRequest } from './search.ts';

type Picked = Hit & { order: number };

/** The best of what was matched, how many there are, and what they share. */
export function pick(index: Index, { scores, covered, matched, wanted, loose }: Ranking, { limit, offset, now, typing, weights = WEIGHTS }: SearchRequest) {
  const best: Picked[] = [];
  const counts = noCounts(index.segments);
  const most = limit + offset;
  const words = Math.max(1, wanted);
  // What no document gains more than, and a little for rounding: most need no closer look.
  const ceiling = (1 + weights.recency) * 1.0001;
  let total = 0;
  let least = -1;
  for (const [number, { columns, count }] of index.segments.entries()) {
    const [marks, sums, held] = [matched[number]!, scores[number]!, covered[number]!];
    const { created, kind, id } = columns;
    for (let doc = 0; doc < count; doc += 1) {
      if (marks[doc] === 0) continue;
      total += 1;
      tally(counts, columns, doc);
      if ((sums[doc]! || LEAST) * ceiling < least) continue;
      const days = Math.max(0, now / 1000 - created[doc]!) / 86_400;
      const fresh = created[doc] === 0 ? 0 : weights.recency / (1 + days / RECENCY_DAYS);
      const share = Math.min(1, held[doc]! / words);
      const score = Math.fround((sums[doc]! || LEAST) * (1 - weights.coverage + weights.coverage * share) * (1 + fresh));
      if (best.length >= most && score <= least) continue;
      best.push({ kind: kind[doc]!, id: id[doc]!, score, order: created[doc]! });
      if (best.length >= most * 2 + 50) least = trim(best, most);
    }
  }
  trim(best, most);
  return { hits: best.slice(offset, most).map(({ kind, id, score }) => ({ kind, id, score })), total, loose, facets: facetsOf(counts), labels: typing ? [] : labelFacets(index, matched) };
}

/** What is found by a filter alone is sorted by its age. */
const LEAST = 1e-6;

// Equal scores: the newer first, then by id, so that both engines and every run agree.
function trim(best: Picked[], wanted: number): number {
  best.sort((a, b) => b.score - a.score || b.order - a.order || b.id - a.id);
  best.length = Math.min(best.length, wanted);
  return best.at(-1)?.score ?? -1;
}
