import type { Ctx } from '#platform/context.ts';
import { revisionsOf } from '../../items/index.ts';
import type { ReadablePost } from '../access.ts';

/** What a post was before it was edited; of a deleted one nothing is shown. */
export async function historyOf(ctx: Ctx, post: ReadablePost) {
  return post.deleted_at === null ? revisionsOf(ctx.db, post.discussion.place.community.id, post.id) : [];
}
