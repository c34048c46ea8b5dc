import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';

/** What decides how a post votes: its place in a discussion, who asked there, and how it was received. */
export async function votingPosts(db: Db, communityId: number, ids: number[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('posts as p')
    .innerJoin('items as q', (join) => join.onRef('q.community_id', '=', 'p.community_id').onRef('q.id', '=', 'p.discussion_id'))
    .innerJoin('discussions as d', (join) => join.onRef('d.community_id', '=', 'p.community_id').onRef('d.item_id', '=', 'p.discussion_id'))
    .leftJoin('reaction_counts as t', (join) => join.onRef('t.community_id', '=', 'p.community_id').onRef('t.item_id', '=', 'p.item_id').on('t.kind', '=', 'thanks'))
    .select(['p.item_id as id', 'p.discussion_id', 'p.number', 'q.author_id as asker_id', 't.count as thanks'])
    .select(sql<number>`case when d.answer_id = p.item_id then 1 else 0 end`.as('accepted'))
    .where('p.community_id', '=', communityId)
    .where('p.item_id', 'in', ids)
    .execute();
}

/** Who wrote in some discussions, those who wrote most first. */
export async function writersOf(db: Db, communityId: number, discussionIds: number[], limit: number) {
  if (discussionIds.length === 0) return [];
  return db
    .selectFrom('discussion_people')
    .select(['discussion_id', 'person_id'])
    .where('community_id', '=', communityId)
    .where('discussion_id', 'in', discussionIds)
    .orderBy('post_count', 'desc')
    .orderBy('person_id')
    .limit(limit)
    .execute();
}

/** How much, and how, some people answer in some spaces. */
export async function answeringOf(db: Db, communityId: number, spaceIds: number[], personIds: number[]) {
  if (personIds.length === 0 || spaceIds.length === 0) return [];
  return db
    .selectFrom('answering')
    .select(['person_id', 'lately', 'steadily', 'posts', 'answers', 'firsts'])
    .where('community_id', '=', communityId)
    .where('space_id', 'in', spaceIds)
    .where('person_id', 'in', personIds)
    .execute();
}

/** The first answers of some people in some discussions. */
export async function firstPostsOf(db: Db, communityId: number, discussionIds: number[], personIds: number[]) {
  if (discussionIds.length === 0 || personIds.length === 0) return [];
  return db
    .selectFrom('posts')
    .select(['author_id', 'discussion_id', (eb) => eb.fn.min('item_id').as('id')])
    .where('community_id', '=', communityId)
    .where('discussion_id', 'in', discussionIds)
    .where('author_id', 'in', personIds)
    .groupBy(['author_id', 'discussion_id'])
    .execute();
}

/** Those among some people who belong to one of the spaces, or whose words came with an archive and who have no account. */
export async function whoBelongs(db: Db, communityId: number, spaceIds: number[], personIds: number[]): Promise<Set<number>> {
  if (personIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('people as p')
    .select('p.id')
    .where('p.id', 'in', personIds)
    .where((eb) =>
      eb.or([
        eb('p.account_id', 'is', null),
        eb.exists(
          eb
            .selectFrom('memberships as m')
            .select('m.person_id')
            .where('m.community_id', '=', communityId)
            .where('m.space_id', 'in', spaceIds)
            .whereRef('m.person_id', '=', 'p.id'),
        ),
      ]),
    )
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Those among some members who may be asked now: an account, a confirmed address, not refused lately, and not asked as often as they allow. */
export async function whoMayBeAsked(
  db: Db,
  personIds: number[],
  { weekly, weekAgo, declinedSince }: { weekly: number; weekAgo: number; declinedSince: number },
): Promise<Set<number>> {
  if (personIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('people as p')
    .leftJoin('helpers as h', 'h.person_id', 'p.id')
    .select('p.id')
    .where('p.id', 'in', personIds)
    .where('p.account_id', 'is not', null)
    .where((eb) => eb.exists(eb.selectFrom('addresses as a').select('a.address').whereRef('a.person_id', '=', 'p.id').where('a.confirmed_at', 'is not', null)))
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('help_invitations as x').select('x.id').whereRef('x.person_id', '=', 'p.id').where('x.declined_at', '>', declinedSince))),
    )
    .where((eb) =>
      eb(
        eb.fn.coalesce('h.weekly', eb.val(weekly)),
        '>',
        eb
          .selectFrom('help_invitations as i')
          .select((e) => e.fn.countAll<number>().as('count'))
          .whereRef('i.person_id', '=', 'p.id')
          .where('i.created_at', '>', weekAgo),
      ),
    )
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** People as a list of helpers shows them, with their roles in some spaces. */
export async function peopleShown(db: Db, communityId: number, spaceIds: number[], ids: number[], weekAgo: number) {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('people as p')
    .leftJoin('helpers as h', 'h.person_id', 'p.id')
    .leftJoin('memberships as m', (join) => join.onRef('m.person_id', '=', 'p.id').on('m.community_id', '=', communityId).on('m.space_id', 'in', spaceIds))
    .select(['p.id', 'p.handle', 'p.name', 'p.photo_key', 'p.language', 'p.account_id', 'h.weekly', 'm.space_id', 'm.role'])
    .select(['p.audiences', 'p.headline', 'p.organisation', 'p.organisations', 'p.languages', 'p.can_help', 'p.practice_html', 'p.bio_html'])
    .select((eb) =>
      eb
        .selectFrom('help_invitations as i')
        .select((e) => e.fn.countAll<number>().as('count'))
        .whereRef('i.person_id', '=', 'p.id')
        .where('i.created_at', '>', weekAgo)
        .as('asked'),
    )
    .where('p.id', 'in', ids)
    .execute();
  return [...Map.groupBy(rows, (row) => row.id).values()].map((own) => {
    const roles = new Map(own.flatMap(({ space_id, role }) => (space_id === null || role === null ? [] : [[space_id, role] as const])));
    return { ...own[0]!, roles };
  });
}

export type PersonShown = Awaited<ReturnType<typeof peopleShown>>[number];

/** The text of a discussion's first post. */
export async function openingOf(db: Db, communityId: number, discussionId: number): Promise<string> {
  const row = await db.selectFrom('posts').select('html').where('community_id', '=', communityId).where('item_id', '=', discussionId).executeTakeFirst();
  return row?.html ?? '';
}

/** Who wrote in a discussion, and who was asked to. */
export async function involvedIn(db: Db, communityId: number, discussionId: number): Promise<number[]> {
  const within = <T extends 'discussion_people' | 'help_invitations'>(table: T) =>
    db.selectFrom(table as 'discussion_people').select('person_id').where('community_id', '=', communityId).where('discussion_id', '=', discussionId);
  return (await within('discussion_people').union(within('help_invitations')).execute()).map((row) => row.person_id);
}
