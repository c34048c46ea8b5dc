import type { Db } from '#platform/db/index.ts';
import { unpackColumns, type Columns } from './documents.ts';
import * as queries from './queries.ts';

/** One segment as a search reads it. */
export interface Segment {
  id: number;
  count: number;
  columns: Columns;
  dead: Set<number>;
  facts: Facts;
}

/** What is true of all documents of a segment, worked out once. */
export interface Facts {
  spaces: Set<number>;
  kinds: Set<number>;
  mostAuthor: number;
  mostSpace: number;
  /** How many are in each language; of a large segment, as far as every 16th document tells. */
  languages: Map<number, number>;
  /** The documents of each label; null until somebody asks. */
  labels: Map<string, Uint32Array> | null;
}

export interface Index {
  communityId: number;
  segments: Segment[];
  /** Living documents, and their average lengths in words. */
  count: number;
  average: { title: number; body: number };
}

const MOST_COLUMN_BYTES = 64 * 1024 * 1024;
const BYTES_A_DOCUMENT = 24;

interface Memory {
  segments: Map<string, { segment: Segment; deadCount: number }>;
  documents: number;
}

/** Columns never change once written; the dead of a segment change with their count. */
const memories = new WeakMap<Db, Memory>();

function memoryOf(db: Db): Memory {
  let memory = memories.get(db);
  if (!memory) memories.set(db, (memory = { segments: new Map(), documents: 0 }));
  return memory;
}

/** Reads what a search needs of a community's index, from memory where it is known. */
export async function readIndex(db: Db, communityId: number): Promise<Index> {
  const heads = await queries.segmentsOf(db, communityId);
  const segments: Segment[] = [];
  for (const head of heads) {
    const segment = await readSegment(db, communityId, head);
    if (segment) segments.push(segment);
  }
  const count = heads.reduce((sum, head) => sum + head.doc_count - head.dead_count, 0);
  const all = Math.max(1, heads.reduce((sum, head) => sum + head.doc_count, 0));
  const average = {
    title: heads.reduce((sum, head) => sum + head.title_words, 0) / all,
    body: heads.reduce((sum, head) => sum + head.body_words, 0) / all,
  };
  return { communityId, segments, count, average };
}

async function readSegment(
  db: Db,
  communityId: number,
  head: { id: number; doc_count: number; dead_count: number },
): Promise<Segment | null> {
  const key = `${communityId}.${head.id}`;
  const memory = memoryOf(db);
  const known = memory.segments.get(key);
  if (known && known.deadCount === head.dead_count) return known.segment;
  const packed = known ? null : await queries.columnsOf(db, communityId, head.id);
  if (!known && !packed) return null; // Merged away between the two statements.
  const columns = known?.segment.columns ?? unpackColumns(packed!, head.doc_count);
  const dead = new Set(head.dead_count > 0 ? await queries.deadOf(db, communityId, head.id) : []);
  const segment = { id: head.id, count: head.doc_count, columns, dead, facts: known?.segment.facts ?? factsOf(columns, head.doc_count) };
  keep(memory, key, { segment, deadCount: head.dead_count }, known ? 0 : head.doc_count);
  return segment;
}

function factsOf({ space, author, kind, language }: Columns, count: number): Facts {
  const facts: Facts = { spaces: new Set(), kinds: new Set(kind), mostAuthor: 0, mostSpace: 0, languages: new Map(), labels: null };
  for (let doc = 0, last = -1; doc < count; doc += 1) {
    if (author[doc]! > facts.mostAuthor) facts.mostAuthor = author[doc]!;
    if (space[doc] !== last) facts.spaces.add((last = space[doc]!));
  }
  facts.mostSpace = Math.max(0, ...facts.spaces);
  const step = count > 10_000 ? 16 : 1;
  for (let doc = 0; doc < count; doc += step) facts.languages.set(language[doc]!, (facts.languages.get(language[doc]!) ?? 0) + 1);
  return facts;
}

function keep(memory: Memory, key: string, entry: { segment: Segment; deadCount: number }, documents: number): void {
  memory.segments.delete(key);
  memory.segments.set(key, entry);
  memory.documents += documents;
  for (const [oldest, { segment }] of memory.segments) {
    if (memory.documents * BYTES_A_DOCUMENT <= MOST_COLUMN_BYTES || oldest === key) break;
    memory.segments.delete(oldest);
    memory.documents -= segment.count;
  }
}
