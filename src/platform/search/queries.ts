import { sql, type Insertable } from 'kysely';
import { prepared, type Db, type Tables } from '#platform/db/index.ts';
import './tables.ts';

export const BUILDING = -1;
const ROWS_AT_ONCE = 100;
const IDS_AT_ONCE = 1000;

export interface DocumentKey {
  kind: number;
  id: number;
}

const pendingRow = prepared((db, v: DocumentKey & { communityId: number; now: number }) =>
  db
    .insertInto('search_pending')
    .values({ community_id: v.communityId, kind: v.kind, id: v.id, noted_at: v.now })
    .onConflict((c) => c.columns(['community_id', 'kind', 'id']).doUpdateSet((eb) => ({ noted_at: eb.ref('excluded.noted_at') }))),
);

/** Notes documents that are to be read anew; noting one twice is noting it once. */
export async function notePending(db: Db, communityId: number, keys: DocumentKey[], now: number): Promise<void> {
  if (keys.length === 1) return void (await pendingRow(db, { communityId, now, ...keys[0]! }));
  for (let at = 0; at < keys.length; at += ROWS_AT_ONCE)
    await db
      .insertInto('search_pending')
      .values(keys.slice(at, at + ROWS_AT_ONCE).map(({ kind, id }) => ({ community_id: communityId, kind, id, noted_at: now })))
      .onConflict((c) => c.columns(['community_id', 'kind', 'id']).doUpdateSet((eb) => ({ noted_at: eb.ref('excluded.noted_at') })))
      .execute();
}

export async function pendingDocuments(db: Db, communityId: number, limit: number) {
  return db
    .selectFrom('search_pending')
    .select(['kind', 'id', 'noted_at'])
    .where('community_id', '=', communityId)
    .orderBy('noted_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Takes documents off the list, unless they were noted again since. */
export async function settlePending(db: Db, communityId: number, rows: (DocumentKey & { noted_at: number })[]): Promise<void> {
  for (const row of rows) await settledRow(db, { ...row, communityId });
}

const settledRow = prepared((db, v: DocumentKey & { communityId: number; noted_at: number }) =>
  db
    .deleteFrom('search_pending')
    .where('community_id', '=', v.communityId)
    .where('kind', '=', v.kind)
    .where('id', '=', v.id)
    .where('noted_at', '<=', v.noted_at),
);

/** Marks what the index holds of these documents as dead. */
export async function buryDocuments(db: Db, communityId: number, keys: DocumentKey[]): Promise<void> {
  const kinds = Map.groupBy(keys, (key) => key.kind);
  const stretches = [...kinds].flatMap(([kind, all]) => Array.from({ length: Math.ceil(all.length / IDS_AT_ONCE) }, (_, n) => [kind, all.slice(n * IDS_AT_ONCE, (n + 1) * IDS_AT_ONCE)] as const));
  for (const [kind, ofKind] of stretches) {
    const rows = await db
      .deleteFrom('search_documents')
      .where('community_id', '=', communityId)
      .where('kind', '=', kind)
      .where('id', 'in', ofKind.map((key) => key.id))
      .returning(['segment_id', 'place'])
      .execute();
    if (rows.length === 0) continue;
    await db.insertInto('search_dead').values(rows.map((row) => ({ ...row, community_id: communityId }))).execute();
    for (const [segment, dead] of Map.groupBy(rows, (row) => row.segment_id))
      await db
        .updateTable('search_segments')
        .set((eb) => ({ dead_count: eb('dead_count', '+', dead.length) }))
        .where('community_id', '=', communityId)
        .where('id', '=', segment)
        .execute();
  }
}

export async function insertSegment(db: Db, segment: Insertable<Tables['search_segments']>): Promise<number> {
  return (await db.insertInto('search_segments').values(segment).returning('id').executeTakeFirstOrThrow()).id;
}

export async function finishSegment(
  db: Db,
  communityId: number,
  id: number,
  values: Pick<Insertable<Tables['search_segments']>, 'level' | 'doc_count' | 'title_words' | 'body_words' | 'columns'>,
): Promise<void> {
  await db.updateTable('search_segments').set(values).where('community_id', '=', communityId).where('id', '=', id).execute();
}

export async function insertPostings(db: Db, rows: Insertable<Tables['search_postings']>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) await db.insertInto('search_postings').values(rows.slice(at, at + ROWS_AT_ONCE)).execute();
}

export async function insertDocuments(db: Db, rows: Insertable<Tables['search_documents']>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    await db
      .insertInto('search_documents')
      .values(rows.slice(at, at + ROWS_AT_ONCE))
      .onConflict((c) =>
        c.columns(['community_id', 'kind', 'id']).doUpdateSet((eb) => ({ segment_id: eb.ref('excluded.segment_id'), place: eb.ref('excluded.place') })),
      )
      .execute();
}

const segmentRows = prepared((db, v: { communityId: number }) =>
  db
    .selectFrom('search_segments')
    .select(['id', 'level', 'doc_count', 'dead_count', 'title_words', 'body_words'])
    .where('community_id', '=', v.communityId)
    .where('level', '>=', 0)
    .orderBy('id'),
);

/** The segments of a community, without their columns. */
export function segmentsOf(db: Db, communityId: number) {
  return segmentRows(db, { communityId });
}

export async function columnsOf(db: Db, communityId: number, id: number): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('search_segments')
    .select('columns')
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.columns ?? null;
}

export async function deadOf(db: Db, communityId: number, segmentId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('search_dead')
    .select('place')
    .where('community_id', '=', communityId)
    .where('segment_id', '=', segmentId)
    .execute();
  return rows.map((row) => row.place);
}

/** What all segments hold of these terms. */
export async function postingsOf(db: Db, communityId: number, segmentIds: number[], terms: string[]) {
  if (terms.length === 0 || segmentIds.length === 0) return [];
  return db
    .selectFrom('search_postings')
    .select(['segment_id', 'term', 'doc_count', 'postings'])
    .where('community_id', '=', communityId)
    .where('segment_id', 'in', segmentIds)
    .where('term', 'in', terms)
    .execute();
}

/** In how many documents terms stand; those that stand in none are left out. */
export async function termCounts(db: Db, communityId: number, segmentIds: number[], terms: string[]): Promise<Map<string, number>> {
  if (terms.length === 0 || segmentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('search_postings')
    .select(['term', (eb) => eb.fn.sum<number>('doc_count').as('count')])
    .where('community_id', '=', communityId)
    .where('segment_id', 'in', segmentIds)
    .where('term', 'in', terms)
    .groupBy('term')
    .execute();
  return new Map(rows.map((row) => [row.term, Number(row.count)]));
}

export async function positionsOf(db: Db, communityId: number, segmentId: number, terms: string[]) {
  return db
    .selectFrom('search_postings')
    .select(['term', 'postings', 'positions'])
    .where('community_id', '=', communityId)
    .where('segment_id', '=', segmentId)
    .where('term', 'in', terms)
    .execute();
}

/** Terms from one to before another with the number of documents, the commonest first. */
export async function termsBetween(db: Db, communityId: number, segmentIds: number[], from: string, before: string, limit: number) {
  if (segmentIds.length === 0) return [];
  return db
    .selectFrom('search_postings')
    .select(['term', sql<number>`sum(doc_count)`.as('count')])
    .where('community_id', '=', communityId)
    .where('segment_id', 'in', segmentIds)
    .where('term', '>=', from)
    .where('term', '<', before)
    .groupBy('term')
    .orderBy('count', 'desc')
    .orderBy('term')
    .limit(limit)
    .execute();
}

/** What some segments hold of all terms from one to before another. */
export async function postingsBetween(db: Db, communityId: number, segmentIds: number[], from: string, before: string) {
  if (segmentIds.length === 0) return [];
  return db
    .selectFrom('search_postings')
    .select(['segment_id', 'term', 'postings'])
    .where('community_id', '=', communityId)
    .where('segment_id', 'in', segmentIds)
    .where('term', '>=', from)
    .where('term', '<', before)
    .execute();
}

/** Terms of a segment in order after one, with all they hold. */
export async function postingsAfter(db: Db, communityId: number, segmentId: number, after: string, limit: number) {
  return db
    .selectFrom('search_postings')
    .select(['segment_id', 'term', 'postings', 'positions'])
    .where('community_id', '=', communityId)
    .where('segment_id', '=', segmentId)
    .where('term', '>', after)
    .orderBy('term')
    .limit(limit)
    .execute();
}

/** Takes segments away, their terms a stretch at a time. Answers whether anything was left. */
export async function deletePostings(db: Db, communityId: number, segmentId: number, limit: number): Promise<boolean> {
  const done = await db
    .deleteFrom('search_postings')
    .where('community_id', '=', communityId)
    .where('segment_id', '=', segmentId)
    .where('term', 'in', (eb) =>
      eb.selectFrom('search_postings').select('term').where('community_id', '=', communityId).where('segment_id', '=', segmentId).limit(limit),
    )
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

export async function deleteSegments(db: Db, communityId: number, ids: number[]): Promise<void> {
  await db.deleteFrom('search_dead').where('community_id', '=', communityId).where('segment_id', 'in', ids).execute();
  await db.deleteFrom('search_segments').where('community_id', '=', communityId).where('id', 'in', ids).execute();
}

/** Segments that a merge had begun when it was interrupted, or that only their terms are left of. */
export async function strayParts(db: Db, communityId: number): Promise<number[]> {
  const begun = await db
    .selectFrom('search_segments')
    .select('id')
    .where('community_id', '=', communityId)
    .where('level', '=', BUILDING)
    .execute();
  return begun.map((row) => row.id);
}

export async function markForRemoval(db: Db, communityId: number, ids: number[]): Promise<void> {
  await db.updateTable('search_segments').set({ level: BUILDING }).where('community_id', '=', communityId).where('id', 'in', ids).execute();
}
