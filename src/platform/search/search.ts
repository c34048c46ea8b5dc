import type { Db } from '#platform/db/index.ts';
import { LABEL, WORD } from './build.ts';
import { facetsOf, noCounts, tally, type Facets } from './facets.ts';
import { LANGUAGES } from './languages.ts';
import { matchPhrases } from './phrases.ts';
import { readPostings } from './postings.ts';
import { postingsOf, termsBetween } from './queries.ts';
import { parseQuery, type ParsedQuery, type QueryWord } from './query.ts';
import { bm25f, idf, RECENCY_DAYS, WEIGHTS, type Weights } from './rank.ts';
import { readIndex, type Index, type Segment } from './reader.ts';
import { suggest } from './suggest.ts';

/** What is looked for, as plain data that can cross to a worker thread. */
export interface SearchRequest {
  communityId: number;
  query: string;
  /** The spaces that the viewer may read: nothing else is found, counted or suggested. */
  spaceIds: number[];
  filter?: {
    kinds?: number[];
    spaceIds?: number[];
    authorId?: number;
    /** Milliseconds since the epoch. */
    after?: number;
    before?: number;
    /** All of these must hold. */
    labels?: string[];
  };
  typing?: boolean;
  limit: number;
  offset: number;
  /** The moment of the search, in milliseconds. */
  now: number;
  weights?: Weights;
}

export interface Hit {
  kind: number;
  id: number;
  score: number;
}

export interface SearchAnswer {
  hits: Hit[];
  total: number;
  /** Whether the hits hold only some of the words, because none held all. */
  loose: boolean;
  facets: Facets;
  suggestion: string | null;
  /** The stems and words to mark in what is shown. */
  terms: string[];
}

/** Searches a community's index. */
export async function search(db: Db, request: SearchRequest): Promise<SearchAnswer> {
  const index = await readIndex(db, request.communityId);
  const parsed = parseQuery(request.query, languagesIn(index), { typing: request.typing ?? false });
  await completeBeginnings(db, index, parsed);
  const allowed = await allow(db, index, request);
  const ranking = await rank(db, index, parsed, allowed, request);
  const suggestion = request.typing ? null : await suggest(db, index, parsed, allowed, ranking.found);
  return { ...pick(index, ranking, request), suggestion, terms: [...new Set(parsed.words.flatMap((word) => word.terms))] };
}

/** Marks per document of each segment. */
export type Marks = Uint8Array[];

/** The languages that a good part of a community's texts is written in. */
export function languagesIn({ segments }: Index): string[] {
  const counts = new Map<number, number>();
  let all = 0;
  for (const { columns, count } of segments) {
    // A large segment tells as much by every 16th document.
    const step = count > 10_000 ? 16 : 1;
    for (let doc = 0; doc < count; doc += step, all += 1) counts.set(columns.language[doc]!, (counts.get(columns.language[doc]!) ?? 0) + 1);
  }
  const found = [...counts].filter(([number, count]) => LANGUAGES[number] && count >= all / 200).map(([number]) => LANGUAGES[number]!);
  return found.length > 0 ? found : ['en'];
}

const BEGINNINGS = 24;

// A word still being typed stands for the commonest words that begin so.
async function completeBeginnings(db: Db, { communityId, segments }: Index, { words }: ParsedQuery): Promise<void> {
  for (const word of words.filter((w) => w.beginning)) {
    const from = WORD + word.word;
    const found = await termsBetween(db, communityId, segments.map((s) => s.id), from, `${from}\u{10ffff}`, BEGINNINGS);
    word.terms = [...new Set([...word.terms, ...found.map((row) => row.term)])];
    word.common = false;
  }
}

/** Which documents may be found at all: alive, readable, within the filters. */
async function allow(db: Db, index: Index, { spaceIds, filter = {} }: SearchRequest): Promise<Marks> {
  const spaces = new Set(filter.spaceIds ? filter.spaceIds.filter((id) => spaceIds.includes(id)) : spaceIds);
  const kinds = filter.kinds && new Set(filter.kinds);
  const [after, before] = [filter.after, filter.before].map((at) => (at === undefined ? null : at / 1000));
  const marks = index.segments.map(({ columns, count, dead }) => {
    const allowed = new Uint8Array(count);
    for (let doc = 0; doc < count; doc += 1) {
      if (!spaces.has(columns.space[doc]!) || (kinds && !kinds.has(columns.kind[doc]!))) continue;
      if (filter.authorId !== undefined && columns.author[doc] !== filter.authorId) continue;
      const created = columns.created[doc]!;
      if ((after !== null && created < after!) || (before !== null && created >= before!)) continue;
      allowed[doc] = 1;
    }
    for (const doc of dead) allowed[doc] = 0;
    return allowed;
  });
  for (const label of filter.labels ?? []) await keepLabelled(db, index, marks, LABEL + label);
  return marks;
}

async function keepLabelled(db: Db, index: Index, marks: Marks, term: string): Promise<void> {
  const rows = await postingsOf(db, index.communityId, index.segments.map((s) => s.id), [term]);
  index.segments.forEach((segment, number) => {
    const labelled = new Uint8Array(segment.count);
    const row = rows.find((r) => r.segment_id === segment.id);
    if (row) readPostings(row.postings, (doc) => (labelled[doc] = 1));
    marks[number]!.forEach((mark, doc) => (marks[number]![doc] = mark & labelled[doc]!));
  });
}

export interface Ranking {
  scores: Float32Array[];
  /** Documents that hold something that was looked for, and nothing that was excluded. */
  matched: Marks;
  loose: boolean;
  /** How many allowed documents hold each word. */
  found: Map<string, number>;
}

async function rank(db: Db, index: Index, parsed: ParsedQuery, allowed: Marks, request: SearchRequest): Promise<Ranking> {
  const weights = request.weights ?? WEIGHTS;
  const scores = index.segments.map(({ count }) => new Float32Array(count));
  const covered = index.segments.map(({ count }) => new Uint8Array(count));
  const wanted = parsed.words.filter((word) => !word.common && !word.compound);
  const found = new Map<string, number>();
  for (const word of parsed.words.filter((w) => !w.common)) {
    const count = await addWord(db, index, word, { weights, scores, covered, allowed });
    found.set(word.word, count);
  }
  const matched = covered.map((marks, number) => marks.map((mark, doc) => (mark > 0 ? allowed[number]![doc]! : 0)));
  if (parsed.words.length === 0) matched.forEach((marks, number) => marks.set(allowed[number]!));
  for (const phrase of parsed.phrases) await matchPhrases(db, index, phrase, matched, true);
  for (const phrase of parsed.excluded) await matchPhrases(db, index, phrase, matched, false);
  const loose = narrow(matched, covered, wanted.length);
  finish(index, scores, covered, Math.max(1, wanted.length), weights, request.now);
  return { scores, matched, loose, found };
}

interface Sums {
  weights: Weights;
  scores: Float32Array[];
  covered: Marks;
  allowed: Marks;
}

/** Adds what one word gives to every document; answers how many allowed documents hold it. */
async function addWord(db: Db, index: Index, word: QueryWord, { weights, scores, covered, allowed }: Sums): Promise<number> {
  const rows = await postingsOf(db, index.communityId, index.segments.map((s) => s.id), word.terms);
  const df = Math.min(index.count, Math.max(...word.terms.map((term) => sum(rows.filter((r) => r.term === term).map((r) => r.doc_count))), 0));
  if (df === 0) return 0;
  // A compound is found by its parts already; whole, it says more.
  const worth = idf(index.count, df) * (word.compound ? 0.6 : 1) * word.times;
  let count = 0;
  index.segments.forEach((segment, number) => {
    const own = rows.filter((row) => row.segment_id === segment.id);
    if (own.length === 0) return;
    count += addPostings(segment, own, { worth, weights, average: index.average }, scores[number]!, covered[number]!, allowed[number]!, word.compound);
  });
  return count;
}

function addPostings(
  { columns, count }: Segment,
  rows: { postings: Uint8Array }[],
  { worth, weights, average }: { worth: number; weights: Weights; average: Index['average'] },
  scores: Float32Array,
  covered: Uint8Array,
  allowed: Uint8Array,
  compound: boolean,
): number {
  const length = { title: 0, body: 0 };
  const frequency = { title: 0, body: 0 };
  let documents = 0;
  const add = (doc: number, title: number, body: number) => {
    if (allowed[doc] === 0) return;
    frequency.title = title;
    frequency.body = body;
    length.title = columns.titleLength[doc]!;
    length.body = columns.bodyLength[doc]!;
    scores[doc]! += worth * bm25f(weights, frequency, length, average);
    if (!compound) covered[doc]! += 1;
    documents += 1;
  };
  if (rows.length === 1) {
    readPostings(rows[0]!.postings, add);
    return documents;
  }
  // Several forms of one word count together.
  const titles = new Uint16Array(count);
  const bodies = new Uint16Array(count);
  for (const { postings } of rows)
    readPostings(postings, (doc, title, body) => {
      titles[doc]! += title;
      bodies[doc]! += body;
    });
  for (let doc = 0; doc < count; doc += 1) if (titles[doc]! + bodies[doc]! > 0) add(doc, titles[doc]!, bodies[doc]!);
  return documents;
}

const FEW_WORDS = 3;
const ENOUGH = 10;

/** Of a few words people expect all: documents with only some of them stay when there are not enough others. */
function narrow(matched: Marks, covered: Marks, wanted: number): boolean {
  if (wanted < 2 || wanted > FEW_WORDS) return false;
  let full = 0;
  let some = 0;
  matched.forEach((marks, number) =>
    marks.forEach((mark, doc) => {
      if (mark === 0) return;
      some += 1;
      if (covered[number]![doc]! >= wanted) full += 1;
    }),
  );
  if (full < ENOUGH) return full === 0 && some > 0;
  matched.forEach((marks, number) =>
    marks.forEach((mark, doc) => {
      if (mark > 0 && covered[number]![doc]! < wanted) marks[doc] = 0;
    }),
  );
  return false;
}

function finish(index: Index, scores: Float32Array[], covered: Marks, wanted: number, weights: Weights, now: number): void {
  index.segments.forEach(({ columns, count }, number) => {
    const own = scores[number]!;
    for (let doc = 0; doc < count; doc += 1) {
      if (own[doc] === 0 && wanted > 1) continue;
      const share = Math.min(1, covered[number]![doc]! / wanted);
      const age = Math.max(0, now / 1000 - columns.created[doc]!) / 86_400;
      const fresh = columns.created[doc] === 0 ? 0 : weights.recency / (1 + age / RECENCY_DAYS);
      own[doc] = (own[doc]! || 1e-6) * (1 - weights.coverage + weights.coverage * share) * (1 + fresh);
    }
  });
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

function pick(index: Index, { scores, matched, loose }: Ranking, { limit, offset }: SearchRequest) {
  const best: (Hit & { order: number })[] = [];
  const counts = noCounts();
  const wanted = limit + offset;
  let total = 0;
  let least = -1;
  index.segments.forEach(({ columns }, number) => {
    matched[number]!.forEach((mark, doc) => {
      if (mark === 0) return;
      total += 1;
      tally(counts, columns, doc);
      const score = scores[number]![doc]!;
      if (best.length >= wanted && score <= least) return;
      best.push({ kind: columns.kind[doc]!, id: columns.id[doc]!, score, order: columns.created[doc]! });
      if (best.length >= wanted * 2 + 50) least = trim(best, wanted);
    });
  });
  trim(best, wanted);
  return { hits: best.slice(offset, wanted).map(({ kind, id, score }) => ({ kind, id, score })), total, loose, facets: facetsOf(counts) };
}

// Equal scores: the newer first, then by id, so that both engines and every run agree.
function trim(best: (Hit & { order: number })[], wanted: number): number {
  best.sort((a, b) => b.score - a.score || b.order - a.order || b.id - a.id);
  best.length = Math.min(best.length, wanted);
  return best.at(-1)?.score ?? -1;
}
