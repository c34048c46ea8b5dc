import type { Db } from '#platform/db/index.ts';
import { buildSegment, type BuiltSegment } from './build.ts';
import { newColumns, packColumns, unpackColumns, type Columns, type SearchDocument } from './documents.ts';
import { readPositions, TermWriter, type PackedTerm } from './postings.ts';
import * as queries from './queries.ts';

/** Segments of a size before they become one of the next. */
const FAN = 8;
/** So many become one at once: after a large import there are thousands, and memory is to stay the same. */
const MOST_AT_ONCE = 64;
/** Terms that one step of a merge of a few writes: some milliseconds, so that pages are served in between. */
const TERMS_A_STEP = 400;

/** Runs work in a transaction of its own; the caller says how. */
export type Transact = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

/**
 * Writes one segment of documents, replacing what the index held of them. `gone` are documents that no
 * longer exist. Idempotent: the same documents again replace themselves. One caller at a time per community.
 * To make a segment of many takes long: another thread may have done it before.
 */
export async function indexDocuments(
  db: Db,
  communityId: number,
  documents: SearchDocument[],
  gone: queries.DocumentKey[],
  built: BuiltSegment = buildSegment(documents),
): Promise<void> {
  await queries.buryDocuments(db, communityId, [...documents, ...gone]);
  if (documents.length === 0) return;
  const id = await queries.insertSegment(db, { community_id: communityId, ...head(built.columns, built.count, levelOf(built.count)) });
  await queries.insertPostings(db, postingRows(built, communityId, id));
  await queries.insertDocuments(db, documentRows(built.columns, built.count, communityId, id));
}

function levelOf(count: number): number {
  return Math.floor(Math.log(Math.max(1, count)) / Math.log(FAN));
}

function head(columns: Columns, count: number, level: number) {
  const sum = (numbers: Iterable<number>) => {
    let total = 0;
    for (const n of numbers) total += n;
    return total;
  };
  return { level, doc_count: count, title_words: sum(columns.titleLength), body_words: sum(columns.bodyLength), columns: packColumns(columns) };
}

function postingRows({ terms, counts, ends, bytes }: BuiltSegment, communityId: number, id: number) {
  const part = (n: number) => bytes.subarray(n === 0 ? 0 : ends[n - 1], ends[n]);
  return terms.map((term, n) => ({
    community_id: communityId,
    segment_id: id,
    term,
    doc_count: counts[n]!,
    postings: part(2 * n),
    positions: part(2 * n + 1),
  }));
}

function documentRows(columns: Columns, count: number, communityId: number, id: number) {
  return Array.from({ length: count }, (_, place) => ({
    community_id: communityId,
    kind: columns.kind[place]!,
    id: columns.id[place]!,
    segment_id: id,
    place,
  }));
}

/** Makes one segment of many small ones where there are enough of a size. Answers whether there was anything to do. */
export async function mergeSegments(db: Db, transact: Transact, communityId: number): Promise<boolean> {
  await sweep(transact, communityId, await queries.strayParts(db, communityId));
  const levels = Map.groupBy(await queries.segmentsOf(db, communityId), (segment) => segment.level);
  const full = [...levels].sort(([a], [b]) => a - b).find(([, segments]) => segments.length >= FAN);
  if (!full) return false;
  await rewrite(db, transact, communityId, full[1].slice(0, MOST_AT_ONCE), full[0] + 1);
  return true;
}

/** Writes anew every segment with dead documents in it, so that no word of theirs is left. */
export async function purgeDead(db: Db, transact: Transact, communityId: number): Promise<void> {
  for (const segment of await queries.segmentsOf(db, communityId))
    if ((await queries.deadOf(db, communityId, segment.id)).length > 0) await rewrite(db, transact, communityId, [segment], segment.level);
}

type Segment = Awaited<ReturnType<typeof queries.segmentsOf>>[number];

/** Makes one segment of what lives in some. */
async function rewrite(db: Db, transact: Transact, communityId: number, segments: Segment[], level: number): Promise<void> {
  const ids = segments.map((segment) => segment.id);
  const sources = await Promise.all(segments.map((segment) => source(db, communityId, segment)));
  const places = renumber(sources);
  const id = await queries.insertSegment(db, { community_id: communityId, ...head(newColumns(0), 0, queries.BUILDING) });
  await mergeTerms(db, transact, communityId, { ids, id, places });
  const columns = mergeColumns(sources, places);
  const count = columns.id.length;
  await transact(async (db) => {
    await queries.finishSegment(db, communityId, id, head(columns, count, Math.max(level, levelOf(count))));
    await queries.insertDocuments(db, documentRows(columns, count, communityId, id));
    await queries.markForRemoval(db, communityId, ids);
  });
  await sweep(transact, communityId, ids);
}

interface Source {
  id: number;
  count: number;
  columns: Columns;
  dead: Set<number>;
}

async function source(db: Db, communityId: number, segment: { id: number; doc_count: number }): Promise<Source> {
  const packed = (await queries.columnsOf(db, communityId, segment.id))!;
  const dead = new Set(await queries.deadOf(db, communityId, segment.id));
  return { id: segment.id, count: segment.doc_count, columns: unpackColumns(packed, segment.doc_count), dead };
}

/** The new place of every document that lives; -1 for the dead. By segment. */
function renumber(sources: Source[]): Map<number, Int32Array> {
  let next = 0;
  return new Map(sources.map(({ id, count, dead }) => [id, Int32Array.from({ length: count }, (_, place) => (dead.has(place) ? -1 : next++))]));
}

async function mergeTerms(
  db: Db,
  transact: Transact,
  communityId: number,
  { ids, id, places }: { ids: number[]; id: number; places: Map<number, Int32Array> },
): Promise<void> {
  const step = Math.ceil(TERMS_A_STEP / Math.max(1, ids.length / FAN));
  for (let after = ''; ; ) {
    const stretches = await Promise.all(ids.map((segment) => queries.postingsAfter(db, communityId, segment, after, step)));
    // Only up to where every segment has been read: beyond, one of them may hold more of a term.
    const ends = stretches.filter((rows) => rows.length === step).map((rows) => rows.at(-1)!.term);
    const end = ends.sort(byBytes)[0];
    const rows = stretches.flat().filter((row) => end === undefined || byBytes(row.term, end) <= 0);
    if (rows.length === 0) return;
    const terms = Map.groupBy(rows, (row) => row.term);
    after = end ?? [...terms.keys()].sort(byBytes).at(-1)!;
    const merged = [...terms].flatMap(([term, parts]) => {
      const writer = new TermWriter();
      for (const part of parts) appendAlive(writer, part, places.get(part.segment_id)!);
      return writer.count === 0 ? [] : [{ community_id: communityId, segment_id: id, term, doc_count: writer.count, ...writer.done() }];
    });
    await transact((db) => queries.insertPostings(db, merged));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

// As both engines order terms; strings of JavaScript order by UTF-16, which differs beyond the basic plane.
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function appendAlive(writer: TermWriter, term: PackedTerm, places: Int32Array): void {
  const positions = readPositions(term, (doc) => places[doc]! >= 0);
  for (const [doc, found] of positions) {
    const title = found.filter((place) => place < 1000).length;
    writer.add({ doc: places[doc]!, title, body: Math.max(found.length - title, found.length === 0 ? 1 : 0), positions: found });
  }
}

function mergeColumns(sources: Source[], places: Map<number, Int32Array>): Columns {
  const count = sources.reduce((sum, { count, dead }) => sum + count - dead.size, 0);
  const merged = newColumns(count);
  for (const { id, columns } of sources) {
    places.get(id)!.forEach((place, old) => {
      if (place < 0) return;
      for (const name of Object.keys(merged) as (keyof Columns)[]) merged[name][place] = columns[name][old]!;
    });
  }
  return merged;
}

async function sweep(transact: Transact, communityId: number, ids: number[]): Promise<void> {
  for (const id of ids) {
    while (await transact((db) => queries.deletePostings(db, communityId, id, TERMS_A_STEP))) await new Promise((resolve) => setImmediate(resolve));
  }
  if (ids.length > 0) await transact((db) => queries.deleteSegments(db, communityId, ids));
}
