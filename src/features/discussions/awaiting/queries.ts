import { sql, type RawBuilder } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import { inNoState } from '../../items/index.ts';

interface Where {
  communityId: number;
  spaceIds: number[];
  now: number;
  limit: number;
}

/** Discussions of some spaces that nobody deleted or closed, and that no facilitator set aside. */
function open(db: Db, { communityId, spaceIds, now }: Where, mark: string) {
  return db
    .selectFrom('discussions as d')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'd.community_id').onRef('i.id', '=', 'd.item_id'))
    .leftJoin('people as a', 'a.id', 'i.author_id')
    .select(['i.id', 'i.title', 'i.slug', 'd.space_id', 'd.last_post_at', 'd.post_count', 'a.name', 'a.handle', 'a.photo_key', 'a.country'])
    .where('d.community_id', '=', communityId)
    .where('d.space_id', 'in', spaceIds)
    .where(inNoState(['closed', 'deleted'], 'd.community_id', 'd.item_id'))
    .where(notAside(mark, sql.ref('d.community_id'), sql.ref('d.item_id'), now));
}

const notAside = (mark: string, communityId: RawBuilder<unknown>, id: RawBuilder<unknown>, now: number) =>
  sql<boolean>`not exists (select 1 from work_marks w where w.community_id = ${communityId}
    and w.key = ${mark} || cast(${id} as text) and (w.until is null or w.until > ${now}))`;

/** Questions that nobody has said anything to, the oldest first. Served by `discussions_waiting`. */
export async function unansweredQuestions(db: Db, where: Where) {
  const rows = await open(db, where, 'question:')
    .where('d.type', '=', sql.lit('question' as const))
    .where('d.answer_id', 'is', null)
    .where('d.post_count', '=', sql.lit(1))
    // The sign keeps SQLite from walking all discussions in the order of an index: few wait.
    .orderBy(sql`+d.last_post_at`)
    .limit(where.limit)
    .execute();
  return rows as ((typeof rows)[number] & { title: string; slug: string })[];
}

/** Conversations of several, without a word since `from`, that fell silent after `to`. */
export async function goingQuiet(db: Db, where: Where & { from: number; to: number; posts: number }) {
  const rows = await open(db, where, 'quiet:')
    .where('d.last_post_at', '>', where.from)
    .where('d.last_post_at', '<', where.to)
    .where('d.post_count', '>=', where.posts)
    .where('d.answer_id', 'is', null)
    .orderBy('d.last_post_at')
    .limit(where.limit)
    .execute();
  return rows as ((typeof rows)[number] & { title: string; slug: string })[];
}

/** How many joined last are looked at: an import of thousands is nobody's to greet. */
const JOINED_LAST = 200;

/** Members who joined since a moment and wrote nothing, or whose first post nobody replied to; the newest first. */
export async function unwelcomed(db: Db, { communityId, spaceId, since, now, limit }: { communityId: number; spaceId: number; since: number; now: number; limit: number }) {
  const newest = db
    .selectFrom('memberships as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select(['p.id as person_id', 'p.name', 'p.handle', 'p.photo_key', 'p.country', 'm.joined_at'])
    .select(({ selectFrom }) =>
      selectFrom('items as i')
        .select('i.id')
        .whereRef('i.author_id', '=', 'm.person_id')
        .where('i.community_id', '=', communityId)
        .orderBy('i.created_at')
        .limit(1)
        .as('first_id'),
    )
    .where('m.community_id', '=', communityId)
    .where('m.space_id', '=', spaceId)
    .where('m.joined_at', '>', since)
    .where('m.role', '=', 'member')
    .where('p.account_id', 'is not', null)
    .orderBy('m.joined_at', 'desc')
    .limit(JOINED_LAST)
    .as('n');
  return db
    .selectFrom(newest)
    .leftJoin('posts as f', (join) => join.on('f.community_id', '=', communityId).onRef('f.item_id', '=', 'n.first_id'))
    .leftJoin('items as t', (join) => join.on('t.community_id', '=', communityId).onRef('t.id', '=', 'f.discussion_id'))
    .select(['n.person_id', 'n.name', 'n.handle', 'n.photo_key', 'n.country', 'n.joined_at', 'f.item_id as post_id', 'f.created_at as posted_at', 't.title', 't.space_id'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('posts as r')
            .select('r.item_id')
            .where('r.community_id', '=', communityId)
            .whereRef('r.discussion_id', '=', 'f.discussion_id')
            .whereRef('r.author_id', '!=', 'f.author_id')
            .whereRef('r.number', '>', 'f.number')
            .where((of) => of.or([of('f.number', '=', 1), of('r.reply_to_id', '=', of.ref('f.item_id'))])),
        ),
      ),
    )
    // Somebody whose first thing is not a post has said something elsewhere.
    .where((eb) => eb.or([eb('n.first_id', 'is', null), eb('f.item_id', 'is not', null)]))
    .where(notAside(`newcomer.${spaceId}:`, sql`${communityId}`, sql.ref('n.person_id'), now))
    .orderBy('n.joined_at', 'desc')
    .limit(limit)
    .execute();
}
