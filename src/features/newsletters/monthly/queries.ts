import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';

/** Spaces that want a monthly draft, a stretch at a time, with the last month that was drafted. Communities do unless they say otherwise. */
export async function spacesWithoutMonth(db: Db, after: number, limit: number) {
  return db
    .selectFrom('spaces as s')
    .leftJoin('newsletter_settings as n', (join) => join.onRef('n.community_id', '=', 's.community_id').onRef('n.space_id', '=', 's.id'))
    .select(['s.id', 's.community_id', 'n.zone'])
    .select((eb) =>
      eb
        .selectFrom('newsletter_months as m')
        .select(sql<string>`max(m.month)`.as('months'))
        .whereRef('m.community_id', '=', 's.community_id')
        .whereRef('m.space_id', '=', 's.id')
        .as('months'),
    )
    .where('s.id', '>', after)
    .where('s.state', '=', 'active')
    .where((eb) => eb.or([eb('n.monthly', '=', 1), eb.and([eb('n.monthly', 'is', null), eb('s.parent_id', 'is', null)])]))
    .orderBy('s.id')
    .limit(limit)
    .execute();
}

/** Writes a month down; false when it was before. */
export async function noteMonth(db: Db, month: { community_id: number; space_id: number; month: string; at: number }): Promise<boolean> {
  const done = await db
    .insertInto('newsletter_months')
    .values(month)
    .onConflict((c) => c.columns(['community_id', 'space_id', 'month']).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** How many people joined a space in a time. */
export async function newMembers(db: Db, space: { community_id: number; id: number }, since: number, until: number): Promise<number> {
  const row = await db
    .selectFrom('memberships')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('joined_at', '>=', since)
    .where('joined_at', '<', until)
    .where('role', '!=', 'guest')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
