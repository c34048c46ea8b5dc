import { announce } from '#platform/announce.ts';
import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { readablePlaces } from '../../communities/index.ts';
import { viewerOfId } from '../../people/index.ts';
import { editableNews } from '../access.ts';
import { newsById } from '../queries.ts';
import { publish } from './actions.ts';
import { EXPIRE, PUBLISH } from './jobs.ts';

interface Due {
  communityId: number;
  itemId: number;
}

/** What happens to posts by itself: publishing at the time that was set, and going from the lists. */
export function setUpDue(): void {
  defineJob<Due & { at: number }>(PUBLISH, publishDue);
  defineJob<Due>(EXPIRE, expireDue);
}

/** As its author, who must still be allowed to; not when it was rescheduled, published or deleted meanwhile. */
async function publishDue(ctx: Ctx, { communityId, itemId, at }: Due & { at: number }): Promise<void> {
  const post = await newsById(ctx.db, communityId, itemId);
  if (!post || post.publish_at !== at || post.published_at !== null || post.deleted_at !== null || post.author_id === null) return;
  const viewer = await viewerOfId(ctx.services, post.author_id);
  if (!viewer) return;
  const author = createContext(ctx.services, viewer);
  const place = (await readablePlaces(author, [communityId])).get(communityId);
  try {
    if (place) await publish(author, await editableNews(author, place, itemId));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error; // They may do so no longer: it stays a draft.
  }
}

/** Lists and home pages that are kept for readers are made anew. */
async function expireDue(ctx: Ctx, { communityId, itemId }: Due): Promise<void> {
  const post = await newsById(ctx.db, communityId, itemId);
  if (post?.expires_at && post.expires_at <= ctx.now) await transaction(ctx, (ctx) => announce(ctx, 'news.expired', { communityId, spaceId: post.space_id, itemId }));
}
