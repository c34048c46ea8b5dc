import type { Selectable } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import type { Tables } from '#platform/db/tables.ts';
import type { Space } from '../../communities/index.ts';

export type Subscriber = Selectable<Tables['newsletter_subscribers']>;
type At = Pick<Space, 'id' | 'community_id'>;

/** What a member chose; null where nothing was chosen: then they get it. */
export async function choiceOf(db: Db, space: At, personId: number): Promise<boolean | null> {
  const row = await db
    .selectFrom('newsletter_subscriptions')
    .select('wanted')
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row ? row.wanted === 1 : null;
}

/** The spaces that somebody belongs to, and what they chose for the newsletter of each. */
export async function choicesOf(db: Db, personId: number) {
  return db
    .selectFrom('memberships as m')
    .innerJoin('spaces as s', (join) => join.onRef('s.community_id', '=', 'm.community_id').onRef('s.id', '=', 'm.space_id'))
    .innerJoin('spaces as c', (join) => join.onRef('c.community_id', '=', 'm.community_id').onRef('c.id', '=', 'm.community_id'))
    .leftJoin('newsletter_subscriptions as n', (join) =>
      join.onRef('n.community_id', '=', 'm.community_id').onRef('n.space_id', '=', 'm.space_id').onRef('n.person_id', '=', 'm.person_id'),
    )
    .select(['s.id', 's.community_id', 's.parent_id', 's.name', 's.slug', 's.switched_off', 'c.slug as community_slug', 'c.name as community_name', 'c.switched_off as community_off', 'n.wanted'])
    .where('m.person_id', '=', personId)
    .where('m.role', '!=', 'guest')
    .orderBy('c.name')
    .orderBy('c.id')
    .orderBy('s.parent_id', (order) => order.asc().nullsFirst())
    .orderBy('s.name')
    .limit(500)
    .execute();
}

export async function setChoice(db: Db, space: At, personId: number, wanted: boolean, now: number): Promise<void> {
  const values = { wanted: Number(wanted), at: now };
  await db
    .insertInto('newsletter_subscriptions')
    .values({ community_id: space.community_id, space_id: space.id, person_id: personId, ...values })
    .onConflict((c) => c.columns(['community_id', 'space_id', 'person_id']).doUpdateSet(values))
    .execute();
}

export async function subscriberById(db: Db, communityId: number, id: number): Promise<Subscriber | undefined> {
  return db.selectFrom('newsletter_subscribers').selectAll().where('community_id', '=', communityId).where('id', '=', id).executeTakeFirst();
}

/** Notes that an address asked for a newsletter; its id, or null when it asked less than `pause` ago. */
export async function noteAsked(db: Db, space: At, address: string, language: string, now: number, pause: number): Promise<number | null> {
  const row = await db
    .insertInto('newsletter_subscribers')
    .values({ community_id: space.community_id, space_id: space.id, address, language, asked_at: now, confirmed_at: null, ended_at: null })
    .onConflict((c) => c.columns(['community_id', 'space_id', 'address']).doUpdateSet({ asked_at: now }).where('newsletter_subscribers.asked_at', '<=', now - pause))
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Whether a member lets clicks be counted. */
export async function letsCount(db: Db, personId: number): Promise<boolean> {
  return (await db.selectFrom('newsletter_counting').select('person_id').where('person_id', '=', personId).executeTakeFirst()) !== undefined;
}

export async function setCounting(db: Db, personId: number, counts: boolean, now: number): Promise<void> {
  if (counts) await db.insertInto('newsletter_counting').values({ person_id: personId, at: now }).onConflict((c) => c.column('person_id').doNothing()).execute();
  else await db.deleteFrom('newsletter_counting').where('person_id', '=', personId).execute();
}

/** Mail goes to an address that was confirmed, or confirmed again; whether clicks are counted stays as it was where nothing is said. */
export async function confirmSubscriber(db: Db, communityId: number, id: number, now: number, counts?: boolean): Promise<void> {
  await db
    .updateTable('newsletter_subscribers')
    .set({ confirmed_at: now, ended_at: null, ...(counts !== undefined && { counting_since: counts ? now : null }) })
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .execute();
}

export async function endSubscriber(db: Db, communityId: number, id: number, now: number): Promise<void> {
  await db.updateTable('newsletter_subscribers').set({ ended_at: now }).where('community_id', '=', communityId).where('id', '=', id).where('ended_at', 'is', null).execute();
}

/** Ends what the addresses of a person subscribed to besides. */
export async function endSubscriptionsOf(db: Db, space: At, personId: number, now: number): Promise<void> {
  await db
    .updateTable('newsletter_subscribers')
    .set({ ended_at: now })
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('ended_at', 'is', null)
    .where('address', 'in', (eb) => eb.selectFrom('addresses').select('address').where('person_id', '=', personId).where('confirmed_at', 'is not', null))
    .execute();
}

/** Addresses that asked and never confirmed are forgotten. */
export async function forgetUnconfirmed(db: Db, before: number): Promise<void> {
  await db.deleteFrom('newsletter_subscribers').where('confirmed_at', 'is', null).where('asked_at', '<', before).execute();
}

/** How many confirmed subscribers from outside there are. */
export async function countSubscribers(db: Db, space: At): Promise<number> {
  const row = await db
    .selectFrom('newsletter_subscribers')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** What the addresses of a person subscribed to from outside. */
export async function subscribedBy(db: Db, personId: number) {
  return db
    .selectFrom('newsletter_subscribers as s')
    .innerJoin('addresses as a', 'a.address', 's.address')
    .selectAll('s')
    .where('a.person_id', '=', personId)
    .where('a.confirmed_at', 'is not', null)
    .execute();
}

export async function forgetAddresses(db: Db, addresses: string[]): Promise<void> {
  if (addresses.length > 0) await db.deleteFrom('newsletter_subscribers').where('address', 'in', addresses.map((address) => address.toLowerCase())).execute();
}

/** That issues went to a person. */
export async function forgetMailings(db: Db, personId: number): Promise<void> {
  await db.deleteFrom('newsletter_mailings').where('recipient', '=', `p${personId}`).execute();
}

/** Gives subscribers and choices of a space to another, unless there is one of theirs already. */
export async function movePeople(db: Db, communityId: number, from: number, to: number): Promise<void> {
  await db
    .updateTable('newsletter_subscribers')
    .set({ space_id: to })
    .where('community_id', '=', communityId)
    .where('space_id', '=', from)
    .where('address', 'not in', (eb) => eb.selectFrom('newsletter_subscribers').select('address').where('community_id', '=', communityId).where('space_id', '=', to))
    .execute();
  await db
    .updateTable('newsletter_subscriptions')
    .set({ space_id: to })
    .where('community_id', '=', communityId)
    .where('space_id', '=', from)
    .where('person_id', 'not in', (eb) => eb.selectFrom('newsletter_subscriptions').select('person_id').where('community_id', '=', communityId).where('space_id', '=', to))
    .execute();
}
