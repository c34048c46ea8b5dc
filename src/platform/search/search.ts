import type { Db } from '#platform/db/index.ts';
import { WORD } from './build.ts';
import type { Facets } from './facets.ts';
import { keepLabelled, readLabels, type LabelFacet } from './labels.ts';
import { LANGUAGES } from './languages.ts';
import { termsBetween } from './queries.ts';
import { parseQuery, type ParsedQuery } from './query.ts';
import type { Weights } from './rank.ts';
import { pick } from './pick.ts';
import { rank } from './ranking.ts';
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
  /** Empty while one types. */
  labels: LabelFacet[];
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
  if (!request.typing || request.filter?.labels?.length) await readLabels(db, index);
  const allowed = allow(index, request);
  const ranking = await rank(db, index, parsed, allowed, request);
  const suggestion = request.typing ? null : await suggest(db, index, parsed, allowed, ranking.found);
  return { ...pick(index, ranking, request), suggestion, terms: [...new Set(parsed.words.flatMap((word) => word.terms))] };
}

/** Marks per document of each segment. */
export type Marks = Uint8Array[];

/** The languages that a good part of a community's texts is written in. */
export function languagesIn({ segments }: Index): string[] {
  const counts = new Map<number, number>();
  for (const { facts } of segments) for (const [number, count] of facts.languages) counts.set(number, (counts.get(number) ?? 0) + count);
  const all = [...counts.values()].reduce((total, n) => total + n, 0);
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
function allow(index: Index, { spaceIds, filter = {} }: SearchRequest): Marks {
  const spaces = new Set(filter.spaceIds ? filter.spaceIds.filter((id) => spaceIds.includes(id)) : spaceIds);
  const marks = index.segments.map((segment) => {
    const allowed = new Uint8Array(segment.count);
    const { kinds, authorId, after, before } = filter;
    if (kinds || authorId !== undefined || after !== undefined || before !== undefined || !segment.facts.spaces.isSubsetOf(spaces)) sift(segment, spaces, filter, allowed);
    else allowed.fill(1);
    for (const doc of segment.dead) allowed[doc] = 0;
    return allowed;
  });
  for (const label of filter.labels ?? []) keepLabelled(index, marks, label);
  return marks;
}

function sift({ columns, count }: Segment, spaces: Set<number>, { kinds, authorId, after, before }: NonNullable<SearchRequest['filter']>, allowed: Uint8Array): void {
  const [from, to] = [after === undefined ? 0 : after / 1000, before === undefined ? Infinity : before / 1000];
  const wanted = new Uint8Array(256).fill(kinds ? 0 : 1);
  for (const kind of kinds ?? []) wanted[kind] = 1;
  // Neighbours mostly stand in the same space.
  let [last, inside] = [-1, false];
  for (let doc = 0; doc < count; doc += 1) {
    if (columns.space[doc] !== last) inside = spaces.has((last = columns.space[doc]!));
    if (!inside || wanted[columns.kind[doc]!] === 0) continue;
    if (authorId !== undefined && columns.author[doc] !== authorId) continue;
    const created = columns.created[doc]!;
    if (created >= from && created < to) allowed[doc] = 1;
  }
}
