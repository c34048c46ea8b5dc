import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';

/** How much there is on the host, from kept counts. */
export async function hostCounts(db: Db) {
  const spaces = await db
    .selectFrom('spaces')
    .select([
      sql<number>`count(*) filter (where parent_id is null)`.as('communities'),
      sql<number>`count(*) filter (where parent_id is not null)`.as('rooms'),
      sql<number>`coalesce(sum(discussion_count), 0)`.as('discussions'),
      sql<number>`coalesce(sum(post_count), 0)`.as('posts'),
    ])
    .executeTakeFirstOrThrow();
  const people = await db
    .selectFrom('people')
    .select([sql<number>`count(*)`.as('people'), sql<number>`count(account_id)`.as('accounts')])
    .executeTakeFirstOrThrow();
  return { ...spaces, ...people, discussions: Number(spaces.discussions), posts: Number(spaces.posts) };
}
