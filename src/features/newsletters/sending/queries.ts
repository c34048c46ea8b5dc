import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import type { Space } from '../../communities/index.ts';

/** Members who get a space's newsletters, a stretch at a time by person. Guests get none. */
export async function memberStretch(db: Db, space: Pick<Space, 'community_id' | 'id'>, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('memberships as m')
    .leftJoin('newsletter_subscriptions as s', (join) =>
      join.onRef('s.community_id', '=', 'm.community_id').onRef('s.space_id', '=', 'm.space_id').onRef('s.person_id', '=', 'm.person_id'),
    )
    .select('m.person_id')
    .where('m.community_id', '=', space.community_id)
    .where('m.space_id', '=', space.id)
    .where('m.role', '!=', 'guest')
    .where((eb) => eb.or([eb('s.wanted', 'is', null), eb('s.wanted', '=', 1)]))
    .where('m.person_id', '>', after)
    .orderBy('m.person_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.person_id);
}

/** Subscribers from outside, a stretch at a time. Members whose address it is get it as members, or not. */
export async function subscriberStretch(db: Db, space: Pick<Space, 'community_id' | 'id'>, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('newsletter_subscribers as s')
    .leftJoin('newsletter_bounces as b', (join) => join.onRef('b.community_id', '=', 's.community_id').onRef('b.subscriber_id', '=', 's.id'))
    .select('s.id')
    .where('b.suspended_at', 'is', null)
    .where('s.community_id', '=', space.community_id)
    .where('s.space_id', '=', space.id)
    .where('s.confirmed_at', 'is not', null)
    .where('s.ended_at', 'is', null)
    .where('s.id', '>', after)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('addresses as a')
            .innerJoin('memberships as m', 'm.person_id', 'a.person_id')
            .select('a.address')
            .whereRef('a.address', '=', 's.address')
            .where('a.confirmed_at', 'is not', null)
            .where('m.community_id', '=', space.community_id)
            .where('m.space_id', '=', space.id)
            .where('m.role', '!=', 'guest'),
        ),
      ),
    )
    .orderBy('s.id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Takes the next stretch of an issue for one run; false when another run has taken it. */
export async function takeStretch(db: Db, issue: { community_id: number; id: number }, from: string, to: string | null, count: number): Promise<boolean> {
  const done = await db
    .updateTable('newsletter_issues')
    .set((eb) => ({ progress: to, recipient_count: eb('recipient_count', '+', count) }))
    .where('community_id', '=', issue.community_id)
    .where('item_id', '=', issue.id)
    .where('progress', '=', from)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Takes the mailing to a recipient for one job; false when another job has it, or when it was sent. */
export async function takeMailing(db: Db, mailing: { community_id: number; issue_id: number; recipient: string; job_id: number; at: number }): Promise<boolean> {
  await db
    .insertInto('newsletter_mailings')
    .values({ ...mailing, sent_at: null })
    .onConflict((c) => c.columns(['community_id', 'issue_id', 'recipient']).doNothing())
    .execute();
  const row = await db
    .selectFrom('newsletter_mailings')
    .select(['job_id', 'sent_at'])
    .where('community_id', '=', mailing.community_id)
    .where('issue_id', '=', mailing.issue_id)
    .where('recipient', '=', mailing.recipient)
    .executeTakeFirst();
  return row?.job_id === mailing.job_id && row.sent_at === null;
}

export async function settleMailing(db: Db, { community_id, issue_id, recipient }: { community_id: number; issue_id: number; recipient: string }, now: number): Promise<void> {
  await db
    .updateTable('newsletter_mailings')
    .set({ sent_at: now })
    .where('community_id', '=', community_id)
    .where('issue_id', '=', issue_id)
    .where('recipient', '=', recipient)
    .execute();
}

/** The number that the next issue of a space gets. */
export async function nextNumber(db: Db, communityId: number, spaceId: number): Promise<number> {
  const { next } = await db
    .selectFrom('newsletter_issues')
    .select(sql<number>`coalesce(max(number), 0) + 1`.as('next'))
    .where('community_id', '=', communityId)
    .where('space_id', '=', spaceId)
    .executeTakeFirstOrThrow();
  return next;
}

export async function insertLinks(db: Db, communityId: number, issueId: number, urls: string[]): Promise<void> {
  if (urls.length === 0) return;
  await db.insertInto('newsletter_links').values(urls.map((url, index) => ({ community_id: communityId, issue_id: issueId, number: index + 1, url }))).execute();
}

/** Gives all issues of a space to another, their numbers after those; answers their ids. */
export async function moveIssues(db: Db, communityId: number, from: number, to: number, numbersBefore: number): Promise<number[]> {
  const rows = await db
    .updateTable('newsletter_issues')
    .set((eb) => ({ space_id: to, number: eb('number', '+', numbersBefore) }))
    .where('community_id', '=', communityId)
    .where('space_id', '=', from)
    .returning('item_id')
    .execute();
  await db.updateTable('items').set({ space_id: to }).where('community_id', '=', communityId).where('space_id', '=', from).where('kind', '=', 'newsletter').execute();
  return rows.map((row) => row.item_id);
}
