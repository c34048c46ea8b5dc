import { sql } from 'kysely';
import type { SelectQueryBuilder } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import type { WaitingRow } from './parts.ts';

/** Which of these pieces of work are set aside now. */
export async function setAside(db: Db, communityId: number, keys: string[], now: number): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .selectFrom('work_marks')
    .select('key')
    .where('community_id', '=', communityId)
    .where('key', 'in', keys)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
    .execute();
  return new Set(rows.map((row) => row.key));
}

export async function upsertMark(
  db: Db,
  mark: { community_id: number; key: string; by_id: number | null; at: number; until: number | null },
): Promise<void> {
  const { by_id, at, until } = mark;
  await db
    .insertInto('work_marks')
    .values(mark)
    .onConflict((c) => c.columns(['community_id', 'key']).doUpdateSet({ by_id, at, until }))
    .execute();
}

/** Takes back what a person set aside. */
export async function deleteMark(db: Db, communityId: number, key: string, byId: number): Promise<void> {
  await db.deleteFrom('work_marks').where('community_id', '=', communityId).where('key', '=', key).where('by_id', '=', byId).execute();
}

export async function wantsLetters(db: Db, personId: number): Promise<boolean> {
  return !(await db.selectFrom('work_letters_off').select('at').where('person_id', '=', personId).executeTakeFirst());
}

export async function setLetters(db: Db, personId: number, wanted: boolean, now: number): Promise<void> {
  if (wanted) await db.deleteFrom('work_letters_off').where('person_id', '=', personId).execute();
  else
    await db
      .insertInto('work_letters_off')
      .values({ person_id: personId, at: now })
      .onConflict((c) => c.column('person_id').doNothing())
      .execute();
}

/** Those who facilitate or steward anything, a stretch at a time by person. Served by `memberships_running`. */
export async function facilitatorIds(db: Db, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('memberships')
    .select('person_id')
    .distinct()
    .where('role', 'in', [sql.lit('facilitator' as const), sql.lit('steward' as const)])
    .where('person_id', '>', after)
    .orderBy('person_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.person_id);
}

/** What waits by several selections, of each the oldest; with who it is about. */
export async function waitingRows(db: Db, selections: SelectQueryBuilder<never, never, WaitingRow>[], each: number) {
  const limited = selections.map((selection) => db.selectFrom(selection.orderBy('at' as never).limit(each).as('x')).selectAll());
  const [first, ...rest] = limited;
  if (!first) return [];
  const all = rest.reduce((union, selection) => union.unionAll(selection), first);
  return db
    .selectFrom(all.as('w'))
    .leftJoin('people as p', 'p.id', 'w.person_id')
    .select(['w.kind', 'w.id', 'w.space_id', 'w.title', 'w.at', 'w.person_id', 'p.name', 'p.handle', 'p.photo_key'])
    .orderBy('w.at')
    .execute();
}
