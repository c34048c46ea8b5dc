import { announce } from '#platform/announce.ts';
import type { Ctx } from '#platform/context.ts';
import { slug } from '#platform/text/excerpt.ts';
import { countInSpace, type Space } from '../../communities/index.ts';
import { discussionById } from '../queries.ts';
import { parseTags, replaceTags } from '../../items/index.ts';
import { insertDiscussion, updateDiscussion } from '../posts/queries.ts';
import type { DiscussionType, PostFormat, Via } from '../tables.ts';
import * as queries from './queries.ts';

/** A post from elsewhere, rendered already, with the time and author that it had. */
export interface ArchivedPost {
  authorId: number | null;
  /** Milliseconds since the epoch. */
  at: number;
  body: string;
  html: string;
  format: PostFormat;
  via: Via;
  /** The index in the same list, or the item id, of the post that it answers. */
  replyTo?: { index: number } | { itemId: number } | null;
  editedAt?: number | null;
}

export interface ArchivedDiscussion {
  title: string;
  type: DiscussionType;
  language: string;
  tags?: string[];
  /** The index of the post that answered the question. */
  answer?: number | null;
}

/**
 * Writes a discussion from elsewhere, whole; or adds posts to one that was written before. Everyone
 * keeps their words and dates; nobody is told. Call it in a transaction. Answers the items of the posts.
 */
export async function addArchived(
  ctx: Ctx,
  space: Space,
  discussion: ArchivedDiscussion & { id: number | null },
  posts: ArchivedPost[],
): Promise<{ discussionId: number; itemIds: number[] }> {
  const before = discussion.id === null ? undefined : await discussionById(ctx.db, space.community_id, discussion.id);
  const [first] = posts;
  if (!first) throw new Error('an archived discussion has at least one post');
  const opening = before ? [] : [await openDiscussion(ctx, space, discussion, first)];
  const discussionId = before?.id ?? opening[0]!;
  const rest = posts.slice(opening.length);
  const home = before?.space_id ?? space.id;
  const replies = rest.map((post) => ({ ...item(space, home, post), parent_id: discussionId, kind: 'reply', title: null, slug: null, language: discussion.language }));
  const itemIds = [...opening, ...(await queries.insertItems(ctx.db, replies))];
  const count = before?.post_count ?? 0;
  await queries.insertPosts(ctx.db, posts.map((post, index) => row(space, discussionId, post, itemIds, index, count)));
  if (before) await queries.renumber(ctx.db, space.community_id, discussionId);
  await queries.recount(ctx.db, space.community_id, discussionId);
  await settleHead(ctx, space, discussionId, discussion, itemIds);
  const latest = Math.max(...posts.map((post) => post.at), space.active_at);
  await countInSpace(ctx.db, space.community_id, home, { discussions: before ? 0 : 1, posts: posts.length }, latest);
  await announce(ctx, 'discussions.archived', { communityId: space.community_id, discussionId, itemIds });
  return { discussionId, itemIds };
}

async function settleHead(ctx: Ctx, space: Space, discussionId: number, { tags, answer }: ArchivedDiscussion, itemIds: number[]): Promise<void> {
  const answerId = answer == null ? undefined : itemIds[answer];
  if (answerId !== undefined) await updateDiscussion(ctx.db, space.community_id, discussionId, { answer_id: answerId });
  if (tags?.length) await replaceTags(ctx.db, space.community_id, discussionId, parseTags(tags.join(',')));
}

function item(space: Space, home: number, post: ArchivedPost) {
  return { community_id: space.community_id, space_id: home, author_id: post.authorId, created_at: post.at, updated_at: post.at };
}

async function openDiscussion(ctx: Ctx, space: Space, discussion: ArchivedDiscussion, first: ArchivedPost): Promise<number> {
  const { title, type, language } = discussion;
  const opening = { ...item(space, space.id, first), parent_id: null, kind: 'discussion', title, slug: slug(title), language };
  const [id] = await queries.insertItems(ctx.db, [opening]);
  const latest = { last_post_at: first.at, last_author_id: first.authorId, last_item_id: id! };
  await insertDiscussion(ctx.db, { community_id: space.community_id, item_id: id!, space_id: space.id, type, ...latest, answer_id: null });
  return id!;
}

function row(space: Space, discussionId: number, post: ArchivedPost, itemIds: number[], index: number, count: number) {
  const { replyTo } = post;
  const parent = replyTo == null ? null : 'itemId' in replyTo ? replyTo.itemId : (itemIds[replyTo.index] ?? null);
  return {
    community_id: space.community_id,
    item_id: itemIds[index]!,
    discussion_id: discussionId,
    number: count + index + 1,
    author_id: post.authorId,
    reply_to_id: parent,
    body: post.body,
    html: post.html,
    format: post.format,
    via: post.via,
    edited_at: post.editedAt ?? null,
    created_at: post.at,
  };
}
