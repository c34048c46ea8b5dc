import { prepared, type Db } from '#platform/db/index.ts';
import type { FollowLevel } from '../items/index.ts';
import { draftKey, type KeptDraft } from './drafts/schema.ts';
import type { DiscussionType, PostFormat, Via } from './tables.ts';

/** A discussion as its page and the lists show it. */
export interface Discussion {
  id: number;
  community_id: number;
  space_id: number;
  title: string;
  slug: string;
  language: string;
  visibility: string;
  author_id: number | null;
  created_at: number;
  type: DiscussionType;
  post_count: number;
  people_count: number;
  last_post_at: number;
  last_author_id: number | null;
  last_item_id: number;
  answer_id: number | null;
}

/** The columns of `items as i` and `discussions as d` that make a `Discussion`. */
export const HEAD = [
  'i.id',
  'i.community_id',
  'i.space_id',
  'i.title',
  'i.slug',
  'i.language',
  'i.visibility',
  'i.author_id',
  'i.created_at',
  'd.type',
  'd.post_count',
  'd.people_count',
  'd.last_post_at',
  'd.last_author_id',
  'd.last_item_id',
  'd.answer_id',
] as const;

/** What is known of a discussion besides its row. */
export interface DiscussionState {
  closed_at: number | null;
  closed_by: string | null;
  pinned_at: number | null;
  deleted_at: number | null;
}

const discussionRows = prepared((db, v: { communityId: number; id: number }) =>
  db
    .selectFrom('items as i')
    .innerJoin('discussions as d', (join) => join.onRef('d.community_id', '=', 'i.community_id').onRef('d.item_id', '=', 'i.id'))
    .leftJoin('item_states as c', (join) =>
      join.onRef('c.community_id', '=', 'i.community_id').onRef('c.item_id', '=', 'i.id').on('c.state', '=', 'closed'),
    )
    .leftJoin('people as cp', 'cp.id', 'c.by_id')
    .leftJoin('item_states as s', (join) =>
      join.onRef('s.community_id', '=', 'i.community_id').onRef('s.item_id', '=', 'i.id').on('s.state', '=', 'pinned'),
    )
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'i.community_id').onRef('x.item_id', '=', 'i.id').on('x.state', '=', 'deleted'),
    )
    .select(HEAD)
    .select(['c.at as closed_at', 'cp.name as closed_by', 's.at as pinned_at', 'x.at as deleted_at'])
    .where('i.community_id', '=', v.communityId)
    .where('i.id', '=', v.id),
);

/** A discussion with its states, the same for everybody. */
export async function discussionById(db: Db, communityId: number, id: number): Promise<(Discussion & DiscussionState) | undefined> {
  return (await discussionRows(db, { communityId, id }))[0] as (Discussion & DiscussionState) | undefined;
}

/** How one person stands to a discussion. */
export interface DiscussionStanding {
  /** The number of the last post that they read. */
  read: number | null;
  follow: FollowLevel | null;
  /** What they began to reply. */
  draft: KeptDraft | null;
}

const standingRows = prepared((db, v: { communityId: number; id: number; personId: number; draftKey: string }) =>
  db
    .selectFrom('people as p')
    .leftJoin('read_marks as r', (join) =>
      join.onRef('r.person_id', '=', 'p.id').on('r.community_id', '=', v.communityId).on('r.discussion_id', '=', v.id),
    )
    .leftJoin('follows as f', (join) => join.onRef('f.person_id', '=', 'p.id').on('f.community_id', '=', v.communityId).on('f.item_id', '=', v.id))
    .leftJoin('drafts as w', (join) => join.onRef('w.person_id', '=', 'p.id').on('w.key', '=', v.draftKey))
    .select(['r.number as read', 'f.level as follow', 'w.fields as draft_fields', 'w.updated_at as draft_at'])
    .where('p.id', '=', v.personId),
);

/** How a person stands to a discussion; null for the anonymous. */
export async function standingTo(db: Db, communityId: number, id: number, personId: number | null): Promise<DiscussionStanding> {
  const [row] = personId === null ? [] : await standingRows(db, { communityId, id, personId, draftKey: draftKey.reply(id) });
  if (!row) return { read: null, follow: null, draft: null };
  const { read, follow, draft_fields, draft_at } = row;
  return { read, follow, draft: draft_fields === null ? null : { fields: draft_fields, updated_at: draft_at! } };
}

export interface Post {
  id: number;
  discussion_id: number;
  number: number;
  author_id: number | null;
  reply_to_id: number | null;
  body: string;
  html: string;
  format: PostFormat;
  via: Via;
  edited_at: number | null;
  edit_count: number;
  created_at: number;
  author_name: string | null;
  author_handle: string | null;
  author_photo_key: string | null;
  author_organisation: string | null;
  author_audiences: string | null;
  deleted_at: number | null;
  deleted_note: string | null;
  deleted_by: string | null;
}

const POST = [
  'p.item_id as id',
  'p.discussion_id',
  'p.number',
  'p.author_id',
  'p.reply_to_id',
  'p.html',
  'p.format',
  'p.via',
  'p.edited_at',
  'p.edit_count',
  'p.created_at',
  'a.name as author_name',
  'a.handle as author_handle',
  'a.photo_key as author_photo_key',
  'a.organisation as author_organisation',
  'a.audiences as author_audiences',
  'x.at as deleted_at',
  'x.note as deleted_note',
  'xp.name as deleted_by',
] as const;

/** Posts are read in a stretch of numbers: any page of a thread costs the same. */
const stretchRows = prepared((db, v: { communityId: number; discussionId: number; from: number; to: number }) =>
  db
    .selectFrom('posts as p')
    .leftJoin('people as a', 'a.id', 'p.author_id')
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'p.community_id').onRef('x.item_id', '=', 'p.item_id').on('x.state', '=', 'deleted'),
    )
    .leftJoin('people as xp', 'xp.id', 'x.by_id')
    .select(POST)
    .where('p.community_id', '=', v.communityId)
    .where('p.discussion_id', '=', v.discussionId)
    .where('p.number', '>=', v.from)
    .where('p.number', '<=', v.to)
    .orderBy('p.number'),
);

export type ListedPost = Omit<Post, 'body'>;

export function postsInStretch(
  db: Db,
  stretch: { communityId: number; discussionId: number; from: number; to: number },
): Promise<ListedPost[]> {
  return stretchRows(db, stretch);
}

const postRows = prepared((db, v: { communityId: number; id: number }) =>
  db
    .selectFrom('posts as p')
    .leftJoin('people as a', 'a.id', 'p.author_id')
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'p.community_id').onRef('x.item_id', '=', 'p.item_id').on('x.state', '=', 'deleted'),
    )
    .leftJoin('people as xp', 'xp.id', 'x.by_id')
    .select([...POST, 'p.body'])
    .where('p.community_id', '=', v.communityId)
    .where('p.item_id', '=', v.id),
);

export async function postById(db: Db, communityId: number, id: number): Promise<Post | undefined> {
  return (await postRows(db, { communityId, id }))[0];
}

/** The post of a number in a discussion. */
export async function postAtNumber(db: Db, communityId: number, discussionId: number, number: number): Promise<{ id: number; number: number } | undefined> {
  return db
    .selectFrom('posts')
    .select(['item_id as id', 'number'])
    .where('community_id', '=', communityId)
    .where('discussion_id', '=', discussionId)
    .where('number', '=', number)
    .executeTakeFirst();
}

/** The ids of a discussion's posts, in order. */
export async function postIdsOf(db: Db, communityId: number, discussionId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('posts')
    .select('item_id')
    .where('community_id', '=', communityId)
    .where('discussion_id', '=', discussionId)
    .orderBy('number')
    .execute();
  return rows.map((row) => row.item_id);
}

/** Which of some posts a person reacted to, and how. */
export async function ownReactions(db: Db, communityId: number, personId: number, itemIds: number[]) {
  if (itemIds.length === 0) return [];
  return db
    .selectFrom('reactions')
    .select(['item_id', 'kind'])
    .where('community_id', '=', communityId)
    .where('item_id', 'in', itemIds)
    .where('person_id', '=', personId)
    .execute();
}
