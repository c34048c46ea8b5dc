import type { Db } from '#platform/db/index.ts';
import { matchPhrases } from './phrases.ts';
import { decodePostings } from './postings.ts';
import { postingsOf } from './queries.ts';
import type { ParsedQuery, QueryWord } from './query.ts';
import { idf, Saturation, WEIGHTS } from './rank.ts';
import type { Index, Segment } from './reader.ts';
import type { Marks, SearchRequest } from './search.ts';

export interface Ranking {
  scores: Float32Array[];
  /** How many of the words each document holds. */
  covered: Marks;
  /** Above 0 for documents that hold something that was looked for, and nothing that was excluded. */
  matched: Marks;
  /** Words that were looked for. */
  wanted: number;
  loose: boolean;
  /** How many allowed documents hold each word. */
  found: Map<string, number>;
}

export async function rank(db: Db, index: Index, parsed: ParsedQuery, allowed: Marks, request: SearchRequest): Promise<Ranking> {
  const saturation = new Saturation(request.weights ?? WEIGHTS, index.average);
  const scores = index.segments.map(({ count }) => new Float32Array(count));
  const covered = index.segments.map(({ count }) => new Uint8Array(count));
  const wanted = parsed.words.filter((word) => !word.common && !word.compound).length;
  const found = new Map<string, number>();
  for (const word of parsed.words.filter((w) => !w.common)) found.set(word.word, await addWord(db, index, word, { saturation, scores, covered, allowed }));
  // Only what is allowed was covered.
  const matched = (parsed.words.length === 0 && !parsed.wordless ? allowed : covered).map((marks) => marks.slice());
  for (const phrase of parsed.phrases) await matchPhrases(db, index, phrase, matched, true);
  for (const phrase of parsed.excluded) await matchPhrases(db, index, phrase, matched, false);
  const loose = narrow(matched, covered, wanted);
  return { scores, covered, matched, wanted, loose, found };
}

interface Sums {
  saturation: Saturation;
  scores: Float32Array[];
  covered: Marks;
  allowed: Marks;
}

/** Adds what one word gives to every document; answers how many allowed documents hold it. */
async function addWord(db: Db, index: Index, word: QueryWord, { saturation, scores, covered, allowed }: Sums): Promise<number> {
  const rows = await postingsOf(db, index.communityId, index.segments.map((s) => s.id), word.terms);
  const counts = word.terms.map((term) => rows.reduce((sum, row) => (row.term === term ? sum + row.doc_count : sum), 0));
  const df = Math.min(index.count, Math.max(...counts, 0));
  if (df === 0) return 0;
  // A compound is found by its parts already; whole, it says more.
  const worth = idf(index.count, df) * (word.compound ? 0.6 : 1) * word.times;
  let count = 0;
  index.segments.forEach((segment, number) => {
    const own = rows.filter((row) => row.segment_id === segment.id);
    if (own.length === 0) return;
    const sums = { scores: scores[number]!, covered: covered[number]!, allowed: allowed[number]! };
    count += addPostings(segment, own.map((row) => row.postings), worth, saturation, sums, word.compound ? 0 : 1);
  });
  return count;
}

function addPostings(
  segment: Segment,
  postings: Uint8Array[],
  worth: number,
  saturation: Saturation,
  { scores, covered, allowed }: { scores: Float32Array; covered: Uint8Array; allowed: Uint8Array },
  covers: number,
): number {
  const { titleLength, bodyLength } = segment.columns;
  const { count, docs, titles, bodies } = postings.length === 1 ? decodePostings(postings[0]!) : together(segment, postings);
  let documents = 0;
  for (let n = 0; n < count; n += 1) {
    const doc = docs[n]!;
    if (allowed[doc] === 0) continue;
    scores[doc]! += worth * saturation.of(titles[n]!, bodies[n]!, titleLength[doc]!, bodyLength[doc]!);
    covered[doc]! += covers;
    documents += 1;
  }
  return documents;
}

/** Several forms of one word count together. */
function together({ count: all }: Segment, postings: Uint8Array[]) {
  const sums = { titles: new Uint16Array(all), bodies: new Uint16Array(all) };
  const held: number[] = [];
  for (const one of postings) {
    const { count, docs, titles, bodies } = decodePostings(one);
    for (let n = 0; n < count; n += 1) {
      const doc = docs[n]!;
      if (sums.titles[doc] === 0 && sums.bodies[doc] === 0) held.push(doc);
      sums.titles[doc]! += titles[n]!;
      sums.bodies[doc]! += bodies[n]!;
    }
  }
  const docs = Uint32Array.from(held);
  return { count: docs.length, docs, titles: docs.map((doc) => sums.titles[doc]!), bodies: docs.map((doc) => sums.bodies[doc]!) };
}

const FEW_WORDS = 3;
const ENOUGH = 10;

/** Of a few words people expect all: documents with only some of them stay when there are not enough others. */
function narrow(matched: Marks, covered: Marks, wanted: number): boolean {
  if (wanted < 2 || wanted > FEW_WORDS) return false;
  let full = 0;
  let some = 0;
  for (const [number, marks] of matched.entries()) {
    const words = covered[number]!;
    for (let doc = 0; doc < marks.length; doc += 1) {
      if (marks[doc] === 0) continue;
      some += 1;
      if (words[doc]! >= wanted) full += 1;
    }
  }
  if (full < ENOUGH) return full === 0 && some > 0;
  for (const [number, marks] of matched.entries()) {
    const words = covered[number]!;
    for (let doc = 0; doc < marks.length; doc += 1) if (words[doc]! < wanted) marks[doc] = 0;
  }
  return false;
}
