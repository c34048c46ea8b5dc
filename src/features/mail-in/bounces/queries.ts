import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';

export interface Counted {
  address: string;
  personId: number;
  hard: number;
  soft: number;
  said: string | null;
  at: number;
  /** Counts begin anew when the last bounce is older than this. */
  forgetBefore: number;
}

/** Counts bounces of an address; answers how many there are by now. */
export async function countBounce(db: Db, bounce: Counted): Promise<{ hard: number; soft: number; suspended_at: number | null }> {
  const { address, hard, soft, said, at, forgetBefore } = bounce;
  const begun = (column: 'hard' | 'soft' | 'since', now: number, counts: boolean) =>
    sql<number>`case when address_health.last_at < ${forgetBefore} then ${now} else address_health.${sql.ref(column)} + ${counts ? now : 0} end`;
  return db
    .insertInto('address_health')
    .values({ address, person_id: bounce.personId, hard, soft, since: at, last_at: at, said, suspended_at: null, suspended_for: null })
    .onConflict((c) => c.column('address').doUpdateSet({ person_id: bounce.personId, hard: begun('hard', hard, true), soft: begun('soft', soft, true), since: begun('since', at, false), last_at: at, said }))
    .returning(['hard', 'soft', 'suspended_at'])
    .executeTakeFirstOrThrow();
}

export async function suspend(db: Db, address: string, why: string, at: number): Promise<void> {
  await db.updateTable('address_health').set({ suspended_at: at, suspended_for: why }).where('address', '=', address).where('suspended_at', 'is', null).execute();
}

/** Mail goes to an address again. */
export async function forgetBounces(db: Db, address: string, personId: number): Promise<void> {
  await db.deleteFrom('address_health').where('address', '=', address).where('person_id', '=', personId).execute();
}

/** The addresses of a person that mail does not go to. */
export async function suspendedOf(db: Db, personId: number) {
  return db
    .selectFrom('address_health')
    .select(['address', 'said', 'suspended_at', 'suspended_for'])
    .where('person_id', '=', personId)
    .where('suspended_at', 'is not', null)
    .orderBy('address')
    .execute();
}

/** Members of a space whose mail came back, the latest first. */
export async function troubledMembers(db: Db, communityId: number, spaceId: number, before: { at: number; id: number } | null, limit: number) {
  let query = db
    .selectFrom('memberships as m')
    .innerJoin('address_health as h', 'h.person_id', 'm.person_id')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.name', 'p.handle', 'p.photo_key', 'h.hard', 'h.soft', 'h.since', 'h.last_at', 'h.said', 'h.suspended_at', 'h.suspended_for'])
    .where('m.community_id', '=', communityId)
    .where('m.space_id', '=', spaceId)
    .orderBy('h.last_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit);
  if (before) query = query.where((eb) => eb.or([eb('h.last_at', '<', before.at), eb.and([eb('h.last_at', '=', before.at), eb('p.id', '<', before.id)])]));
  return query.execute();
}
