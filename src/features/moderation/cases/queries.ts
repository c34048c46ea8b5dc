import type { Insertable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';

type NewCase = Insertable<Tables['moderation_cases']>;

/** Keeps a contribution for the moderators; false when this one is kept already. */
export async function insertHeld(db: Db, held: NewCase): Promise<boolean> {
  const done = await db.insertInto('moderation_cases').values(held).onConflict((c) => c.doNothing()).executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The open case of an item, opened when there is none. */
export async function caseOfItem(db: Db, opened: NewCase & { item_id: number }): Promise<number> {
  await db.insertInto('moderation_cases').values(opened).onConflict((c) => c.doNothing()).execute();
  const row = await db
    .selectFrom('moderation_cases')
    .select('id')
    .where('community_id', '=', opened.community_id)
    .where('item_id', '=', opened.item_id)
    .where('decided_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Adds what somebody reports; false when they did before. */
export async function insertReport(db: Db, report: Tables['reports']): Promise<boolean> {
  const done = await db.insertInto('reports').values(report).onConflict((c) => c.doNothing()).executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Cases that wait in some spaces, the oldest first, from after one. */
export async function openCases(db: Db, communityId: number, spaceIds: number[], after: { at: number; id: number } | null, limit: number) {
  if (spaceIds.length === 0) return [];
  let query = db
    .selectFrom('moderation_cases as c')
    .innerJoin('people as p', 'p.id', 'c.person_id')
    .leftJoin('items as i', (join) => join.onRef('i.community_id', '=', 'c.community_id').onRef('i.id', '=', 'c.item_id'))
    .select(['c.id', 'c.kind', 'c.space_id', 'c.item_id', 'c.action_id', 'c.title', 'c.body', 'c.why', 'c.opened_at', 'c.person_id'])
    .select(['p.name', 'p.handle', 'p.photo_key', 'i.kind as item_kind'])
    .where('c.community_id', '=', communityId)
    .where('c.space_id', 'in', spaceIds)
    .where('c.decided_at', 'is', null)
    .orderBy('c.opened_at')
    .orderBy('c.id')
    .limit(limit);
  if (after) query = query.where((eb) => eb.or([eb('c.opened_at', '>', after.at), eb.and([eb('c.opened_at', '=', after.at), eb('c.id', '>', after.id)])]));
  return query.execute();
}

export async function reportsOf(db: Db, communityId: number, caseIds: number[]) {
  if (caseIds.length === 0) return [];
  return db
    .selectFrom('reports as r')
    .innerJoin('people as p', 'p.id', 'r.reporter_id')
    .select(['r.case_id', 'r.reason', 'r.note', 'r.at', 'p.name', 'p.handle'])
    .where('r.community_id', '=', communityId)
    .where('r.case_id', 'in', caseIds)
    .orderBy('r.at')
    .limit(500)
    .execute();
}

export async function openCase(db: Db, communityId: number, id: number) {
  return db
    .selectFrom('moderation_cases')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
}
export type OpenCase = NonNullable<Awaited<ReturnType<typeof openCase>>>;

/** Closes a case; false when somebody else did meanwhile. */
export async function decideCase(db: Db, communityId: number, id: number, by: { decision: string; personId: number | null; at: number }): Promise<boolean> {
  const done = await db
    .updateTable('moderation_cases')
    .set({ decision: by.decision, decided_by: by.personId, decided_at: by.at })
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** How many cases wait in some spaces, at most `limit`. */
export async function countOpen(db: Db, communityId: number, spaceIds: number[], limit: number): Promise<number> {
  if (spaceIds.length === 0) return 0;
  const rows = await db
    .selectFrom('moderation_cases')
    .select('id')
    .where('community_id', '=', communityId)
    .where('space_id', 'in', spaceIds)
    .where('decided_at', 'is', null)
    .limit(limit)
    .execute();
  return rows.length;
}

/** The case that was opened last of those that wait in a space. */
export async function newestOpen(db: Db, communityId: number, spaceId: number): Promise<number | null> {
  const row = await db
    .selectFrom('moderation_cases')
    .select('id')
    .where('community_id', '=', communityId)
    .where('space_id', '=', spaceId)
    .where('decided_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** An item, as far as reporting needs it. */
export async function itemById(db: Db, communityId: number, id: number) {
  return db
    .selectFrom('items')
    .select(['id', 'space_id', 'kind', 'author_id'])
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** When a person last reported things, newest first. */
export async function reportsBy(db: Db, communityId: number, personId: number, since: number, limit: number): Promise<number> {
  const rows = await db
    .selectFrom('reports')
    .select('at')
    .where('community_id', '=', communityId)
    .where('reporter_id', '=', personId)
    .where('at', '>', since)
    .limit(limit)
    .execute();
  return rows.length;
}

/** Open cases, as the work list reads them. */
export function waitingCases(db: Db, communityId: number, spaceIds: number[]) {
  return db
    .selectFrom('moderation_cases as c')
    .innerJoin('people as whose', 'whose.id', 'c.person_id')
    .select((eb) => [eb.val('case').as('kind'), 'c.id', 'c.space_id', eb.fn.coalesce('c.title', 'whose.name').as('title'), 'c.opened_at as at', 'c.person_id'])
    .where('c.community_id', '=', communityId)
    .where('c.space_id', 'in', spaceIds)
    .where('c.decided_at', 'is', null) as never;
}
