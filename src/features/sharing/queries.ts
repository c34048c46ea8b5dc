import type { Insertable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';

export async function insertShare(db: Db, share: Insertable<Tables['shares']>): Promise<number> {
  return (await db.insertInto('shares').values(share).returning('id').executeTakeFirstOrThrow()).id;
}

export async function shareById(db: Db, communityId: number, id: number) {
  return db
    .selectFrom('shares as s')
    .leftJoin('people as p', 'p.id', 's.person_id')
    .selectAll('s')
    .select('p.name as sender')
    .where('s.community_id', '=', communityId)
    .where('s.id', '=', id)
    .executeTakeFirst();
}

/** What a person sent lately. */
export async function sentSince(db: Db, personId: number, since: number, limit: number) {
  return db.selectFrom('shares').select(['audience', 'members', 'outside', 'left_out']).where('person_id', '=', personId).where('at', '>', since).limit(limit).execute();
}

/** What was sent from a space, the latest first, from before a number. */
export async function sharesOf(db: Db, communityId: number, spaceId: number, before: number | null, limit: number) {
  let query = db
    .selectFrom('shares as s')
    .leftJoin('people as p', 'p.id', 's.person_id')
    .select(['s.id', 's.title', 's.audience', 's.members', 's.outside', 's.at', 'p.name', 'p.handle'])
    .where('s.community_id', '=', communityId)
    .where('s.space_id', '=', spaceId)
    .orderBy('s.id', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('s.id', '<', before);
  return query.execute();
}

/** The members of a space, a stretch at a time by person. */
export async function memberIds(db: Db, communityId: number, spaceId: number, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('memberships')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('space_id', '=', spaceId)
    .where('person_id', '>', after)
    .orderBy('person_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.person_id);
}

/** Takes a mailing for one job; false when another job has it, or had. */
export async function takeMailing(db: Db, mailing: Tables['share_mailings']): Promise<boolean> {
  await db
    .insertInto('share_mailings')
    .values(mailing)
    .onConflict((c) => c.columns(['community_id', 'share_id', 'told']).doNothing())
    .execute();
  const row = await db
    .selectFrom('share_mailings')
    .select('job_id')
    .where('community_id', '=', mailing.community_id)
    .where('share_id', '=', mailing.share_id)
    .where('told', '=', mailing.told)
    .executeTakeFirst();
  return row?.job_id === mailing.job_id;
}

/** Whom the mailing of a job went to: a member's number or an address's digest. */
export async function toldBy(db: Db, { communityId, shareId, jobId }: { communityId: number; shareId: number; jobId: number }): Promise<string | null> {
  const row = await db.selectFrom('share_mailings').select('told').where('community_id', '=', communityId).where('share_id', '=', shareId).where('job_id', '=', jobId).executeTakeFirst();
  return row?.told ?? null;
}

export async function forgetMailings(db: Db, told: string): Promise<void> {
  await db.deleteFrom('share_mailings').where('told', '=', told).execute();
}

export async function insertRefusal(db: Db, hash: string, now: number): Promise<void> {
  await db.insertInto('share_refusals').values({ address_hash: hash, at: now }).onConflict((c) => c.column('address_hash').doNothing()).execute();
}

export async function refuses(db: Db, hash: string): Promise<boolean> {
  return (await db.selectFrom('share_refusals').select('at').where('address_hash', '=', hash).executeTakeFirst()) !== undefined;
}
