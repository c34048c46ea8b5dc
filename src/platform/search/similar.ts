import type { Db } from '#platform/db/index.ts';
import { stem, isStopWord } from './languages.ts';
import { decodePostings } from './postings.ts';
import { postingsOf, termCounts } from './queries.ts';
import { idf, Saturation, WEIGHTS } from './rank.ts';
import { readIndex, type Index, type Segment } from './reader.ts';
import { languagesIn } from './search.ts';
import { tokens } from './tokens.ts';

/** Which documents are wanted: of these kinds, in these spaces, so many. */
export interface Wanted {
  kinds: number[];
  spaceIds: number[];
  limit: number;
}

/** A text of any length, and what may be like it: each list is made of its own, in one reading. */
export interface SimilarRequest {
  communityId: number;
  /** What says it shortest: counts twice. */
  title: string;
  body: string;
  wanted: Wanted[];
}

export interface Similar {
  kind: number;
  id: number;
  /** 0 when nobody is known to have written it. */
  authorId: number;
  /** Milliseconds since the epoch. */
  createdAt: number;
  score: number;
}

export interface SimilarAnswer {
  /** For each that was wanted, the most alike first. */
  found: Similar[][];
  /** What a document of usual length scores that has the weightiest words, each once. */
  strong: number;
  terms: string[];
}

/** Words that carry the meaning of a long text. More bring in what it says by the way, and time. */
const MOST_WORDS = 40;
/** A word that stands in more documents than this says little, and reading where takes long. */
const MOST_POSTINGS = 400_000;
/** So many of its words are worth marking where they are found. */
const MARKED = 12;
/** So many of its words in one place make a document clearly about the same thing. */
const WEIGHTIEST = 4;
const READ_CHARACTERS = 20_000;

interface Word {
  terms: string[];
  times: number;
}

/** The documents that are most like a text, by BM25F over its weightiest words. */
export async function similar(db: Db, request: SimilarRequest): Promise<SimilarAnswer> {
  const index = await readIndex(db, request.communityId);
  const words = wordsOf(request, languagesIn(index));
  const chosen = await weightiest(db, index, words);
  const scores = index.segments.map(({ count }) => new Float32Array(count));
  const ids = index.segments.map((segment) => segment.id);
  const rows = await postingsOf(db, index.communityId, ids, chosen.flatMap((word) => word.terms));
  const saturation = new Saturation(WEIGHTS, index.average);
  const byTerm = Map.groupBy(rows, (row) => row.term);
  for (const word of chosen)
    for (const row of word.terms.flatMap((term) => byTerm.get(term) ?? [])) {
      const at = ids.indexOf(row.segment_id);
      add(index.segments[at]!, row.postings, word.worth, saturation, scores[at]!);
    }
  const strong = chosen.slice(0, WEIGHTIEST).reduce((sum, word) => sum + word.worth, 0);
  return { found: request.wanted.map((wanted) => best(index, scores, wanted)), strong, terms: chosen.slice(0, MARKED).flatMap((word) => word.terms) };
}

function wordsOf({ title, body }: SimilarRequest, languages: string[]): Word[] {
  const words = new Map<string, Word>();
  for (const text of [title, title, body])
    for (const { word, compound } of tokens(text.slice(0, READ_CHARACTERS))) {
      if (!compound && isCommon(word, languages)) continue;
      // What is a stem in one language may be a little word of another.
      const stems = compound ? [] : languages.map((language) => stem(word, language)).filter((one) => !isCommon(one, languages));
      const terms = [...new Set([word, ...stems])];
      const known = words.get(terms.at(-1)!);
      if (known) {
        known.times += 1;
        if (!known.terms.includes(word)) known.terms.push(word);
      } else words.set(terms.at(-1)!, { terms, times: 1 });
    }
  return [...words.values()];
}

function isCommon(word: string, languages: string[]): boolean {
  return languages.some((language) => isStopWord(word, language));
}

/** The words that tell most, by how seldom they are and how often the text says them; those too common to read are left out. */
async function weightiest(db: Db, index: Index, words: Word[]): Promise<(Word & { worth: number })[]> {
  const ids = index.segments.map((segment) => segment.id);
  const counts = await termCounts(db, index.communityId, ids, [...new Set(words.flatMap((word) => word.terms))]);
  const rated = words.flatMap(({ terms, times }) => {
    const here = terms.filter((term) => counts.has(term));
    if (here.length === 0) return [];
    const documents = Math.min(index.count, Math.max(...here.map((term) => counts.get(term)!)));
    return [{ terms: here, times, documents, worth: idf(index.count, documents) * Math.sqrt(times) }];
  });
  rated.sort((a, b) => b.worth - a.worth);
  let postings = 0;
  return rated.slice(0, MOST_WORDS).filter(({ documents }) => postings + documents <= MOST_POSTINGS && (postings += documents) > 0);
}

function add({ columns }: Segment, postings: Uint8Array, worth: number, saturation: Saturation, scores: Float32Array): void {
  const { titleLength, bodyLength } = columns;
  const { count, docs, titles, bodies } = decodePostings(postings);
  for (let n = 0; n < count; n += 1) {
    const doc = docs[n]!;
    scores[doc]! += worth * saturation.of(titles[n]!, bodies[n]!, titleLength[doc]!, bodyLength[doc]!);
  }
}

function best({ segments }: Index, scores: Float32Array[], { spaceIds, kinds, limit }: Wanted): Similar[] {
  const spaces = new Set(spaceIds);
  const ofKind = new Set(kinds);
  const found: Similar[] = [];
  let least = 0;
  for (const [at, { columns, dead, count, facts }] of segments.entries()) {
    if (facts.kinds.isDisjointFrom(ofKind)) continue;
    const own = scores[at]!;
    for (let doc = 0; doc < count; doc += 1) {
      const score = own[doc]!;
      if (score <= least || !ofKind.has(columns.kind[doc]!) || !spaces.has(columns.space[doc]!) || dead.has(doc)) continue;
      found.push({ kind: columns.kind[doc]!, id: columns.id[doc]!, authorId: columns.author[doc]!, createdAt: columns.created[doc]! * 1000, score });
      if (found.length >= limit * 2 + 50) least = trim(found, limit);
    }
  }
  trim(found, limit);
  return found;
}

// Equal scores: the newer first, then by id, so that both engines and every run agree.
function trim(found: Similar[], limit: number): number {
  found.sort((a, b) => b.score - a.score || b.createdAt - a.createdAt || b.id - a.id);
  found.length = Math.min(found.length, limit);
  return found.length < limit ? 0 : found.at(-1)!.score;
}
