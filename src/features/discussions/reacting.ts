import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { deleteFollow, deleteReaction, insertReaction, setFollow, type FollowLevel, type ReactionKind } from '../items/index.ts';
import { notAllowed } from '#platform/errors.ts';
import { seeThread } from '../notifications/index.ts';
import type { ReadableDiscussion, ReadablePost } from './access.ts';
import type { DiscussionStanding } from './queries.ts';
import { markRead } from './posts/queries.ts';

/** Gives a reaction, or takes it back when it was given; or what `wanted` says. Answers whether it is now given. */
export async function toggleReaction(ctx: Ctx, post: ReadablePost, kind: ReactionKind, wanted?: boolean): Promise<boolean> {
  const personId = ctx.viewer.personId!;
  const key = { community_id: post.discussion.place.community.id, item_id: post.id, person_id: personId, kind };
  return transaction(ctx, async (ctx) => {
    const given = wanted !== false && (await insertReaction(ctx.db, { ...key, created_at: ctx.now }));
    if (!given && wanted !== true) await deleteReaction(ctx.db, key);
    const payload = { communityId: key.community_id, discussionId: post.discussion_id, itemId: post.id, kind, authorId: personId };
    await announce(ctx, given ? 'discussions.reacted' : 'discussions.unreacted', payload);
    return given || wanted === true;
  });
}

/** Follows a discussion, mutes it, or leaves it to the usual rules. */
export async function follow(ctx: Ctx, discussion: ReadableDiscussion, level: FollowLevel | 'none'): Promise<void> {
  const personId = ctx.viewer.personId;
  if (personId === null) throw notAllowed(ctx.viewer);
  const communityId = discussion.place.community.id;
  await transaction(ctx, async (ctx) => {
    if (level === 'none') return deleteFollow(ctx.db, communityId, discussion.id, personId);
    const row = { community_id: communityId, item_id: discussion.id, person_id: personId, level, created_at: ctx.now };
    return setFollow(ctx.db, row, true);
  });
}

/** Notes that the viewer has read up to a post. Reading changes nothing for anyone else. */
export async function noteRead(ctx: Ctx, discussion: ReadableDiscussion, { read }: DiscussionStanding, number: number): Promise<void> {
  if (ctx.viewer.personId === null) return;
  const upTo = Math.min(number, discussion.post_count);
  await seeThread(ctx, discussion.place.community.id, discussion.id, upTo);
  if (upTo <= (read ?? 0)) return;
  await markRead(ctx.db, {
    communityId: discussion.place.community.id,
    personId: ctx.viewer.personId,
    discussionId: discussion.id,
    number: upTo,
    at: ctx.now,
  });
}
