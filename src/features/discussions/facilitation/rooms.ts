import { announce } from '#platform/announce.ts';
import type { Ctx } from '#platform/context.ts';
import { addRoomContent, countInSpace, type Place, type Space } from '../../communities/index.ts';
import { recentDiscussions } from '../listing/queries.ts';
import { countLivePosts } from '../posts/queries.ts';
import { postIdsOf } from '../queries.ts';
import * as queries from './queries.ts';

/** Events are read by every node: none may grow long. */
const IDS_AN_EVENT = 500;

/** Discussions go along when rooms are merged or split. */
export function setUpRoomContent(): void {
  addRoomContent({
    name: 'discussions',
    label: 'communities.discussions_count',
    count: (room) => room.discussion_count,
    async list(ctx, { community }: Place, room, limit) {
      const rows = await recentDiscussions(ctx.db, { communityId: community.id, spaceIds: [room.id], limit });
      return rows.map(({ id, title, last_post_at }) => ({ id, title, at: last_post_at }));
    },
    move: (ctx, from, to, ids) => (ids === null ? moveAll(ctx, from, to) : moveSome(ctx, from, to, ids)),
  });
}

async function moveAll(ctx: Ctx, from: Space, to: Space): Promise<void> {
  const communityId = from.community_id;
  const itemIds = await queries.postIdsIn(ctx.db, communityId, from.id);
  await queries.moveSpace(ctx.db, communityId, from.id, to.id);
  const { discussion_count: discussions, post_count: posts } = from;
  await countInSpace(ctx.db, communityId, from.id, { discussions: -discussions, posts: -posts });
  await countInSpace(ctx.db, communityId, to.id, { discussions, posts });
  await tell(ctx, to, itemIds);
}

async function moveSome(ctx: Ctx, from: Space, to: Space, ids: number[]): Promise<void> {
  const communityId = from.community_id;
  const present = await queries.presentIn(ctx.db, communityId, from.id, ids);
  await queries.lockDiscussions(ctx.db, communityId, present);
  let posts = 0;
  for (const id of present) {
    posts += await countLivePosts(ctx.db, communityId, id);
    await queries.moveItems(ctx.db, communityId, id, to.id);
    await tell(ctx, to, await postIdsOf(ctx.db, communityId, id));
  }
  await countInSpace(ctx.db, communityId, from.id, { discussions: -present.length, posts: -posts });
  await countInSpace(ctx.db, communityId, to.id, { discussions: present.length, posts });
}

async function tell(ctx: Ctx, to: Space, itemIds: number[]): Promise<void> {
  for (let at = 0; at < itemIds.length; at += IDS_AN_EVENT)
    await announce(ctx, 'discussions.moved', { communityId: to.community_id, spaceId: to.id, itemIds: itemIds.slice(at, at + IDS_AN_EVENT) });
}
