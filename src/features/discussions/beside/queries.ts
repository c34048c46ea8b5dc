import { sql } from 'kysely';
import { prepared, type Db } from '#platform/db/index.ts';
import type { ReactionKind } from '../../items/index.ts';
import type { Attachment } from '../attachments/queries.ts';

interface Stretch {
  communityId: number;
  discussionId: number;
  from: number;
  to: number;
  /** So many of those who wrote. */
  people: number;
}

interface Row {
  what: 'reaction' | 'attachment' | 'tag' | 'person';
  id: number | null;
  item_id: number | null;
  a: string;
  b: string | null;
  c: string | null;
  d: string | null;
  n: number;
  width: number | null;
  height: number | null;
}

// Four short lists in one statement: what each needs takes less than asking again.
const rows = prepared((db, v: Stretch) => {
  const query = sql<Row>`
    select 'reaction' as what, cast(null as bigint) as id, r.item_id as item_id, r.kind as a, cast(null as text) as b, cast(null as text) as c, cast(null as text) as d,
      r.count as n, cast(null as integer) as width, cast(null as integer) as height
    from posts p join reaction_counts r on r.community_id = p.community_id and r.item_id = p.item_id
    where p.community_id = ${v.communityId} and p.discussion_id = ${v.discussionId} and p.number >= ${v.from} and p.number <= ${v.to} and r.count > 0
    union all
    select 'attachment', f.id, f.item_id, f.name, f.media_type, f.preview_key, f.alt, f.size, f.width, f.height
    from posts p join attachments f on f.community_id = p.community_id and f.item_id = p.item_id
    where p.community_id = ${v.communityId} and p.discussion_id = ${v.discussionId} and p.number >= ${v.from} and p.number <= ${v.to}
    union all
    select 'tag', null, null, t.slug, t.name, null, null, 0, null, null
    from item_tags i join tags t on t.community_id = i.community_id and t.slug = i.tag
    where i.community_id = ${v.communityId} and i.item_id = ${v.discussionId}
    union all
    select 'person', w.id, null, w.handle, w.name, w.photo_key, null, w.post_count, null, null
    from (
      select p.id, p.handle, p.name, p.photo_key, d.post_count from discussion_people d join people p on p.id = d.person_id
      where d.community_id = ${v.communityId} and d.discussion_id = ${v.discussionId} order by d.post_count desc, p.name limit ${v.people}
    ) w`;
  return { compile: () => query.compile(db) };
});

/** What stands beside and below the posts of a stretch: reactions to them, their files, and the discussion's tags and people. */
export async function besideStretch(db: Db, stretch: Stretch) {
  const all = await rows(db, stretch);
  const of = (what: Row['what']) => all.filter((row) => row.what === what);
  return {
    reactions: of('reaction').map(({ item_id, a, n }) => ({ item_id: item_id!, kind: a as ReactionKind, count: n })),
    attachments: of('attachment')
      .map(({ id, item_id, a, b, c, d, n, width, height }): Attachment => ({ id: id!, item_id, name: a, media_type: b!, size: n, width, height, preview_key: c, alt: d }))
      .sort((one, other) => one.id - other.id),
    tags: of('tag')
      .map(({ a, b }) => ({ slug: a, name: b! }))
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
    people: of('person')
      .map(({ id, a, b, c, n }) => ({ id: id!, handle: a, name: b!, photo_key: c, post_count: n }))
      .sort((one, other) => other.post_count - one.post_count || (one.name < other.name ? -1 : 1)),
  };
}
