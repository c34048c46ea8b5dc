import type { Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import type { Place } from '../../communities/index.ts';
import { addModeratedKind } from '../../moderation/index.ts';
import { readablePost, replyableDiscussion, type EditablePost } from '../access.ts';
import { bringBack } from '../facilitation/actions.ts';
import { putBack, remove, reply, start } from '../posts/actions.ts';
import { postById } from '../queries.ts';
import { REPLIED, STARTED, type HeldReply, type HeldStart } from './screening.ts';

/** Posts can be reported, hidden and held. */
export function setUpModeration(): void {
  addModeratedKind({ items: ['discussion', 'reply'], contributions: [STARTED, REPLIED], hide, reinstate, carryOut });
}

// That the viewer moderates the space was proven where the case was loaded.
async function hide(ctx: Ctx, place: Place, itemId: number): Promise<void> {
  const post = await readablePost(ctx, place, itemId);
  if (post.deleted_at === null) await remove(ctx, post as EditablePost, null);
}

async function reinstate(ctx: Ctx, place: Place, itemId: number): Promise<void> {
  const post = await postById(ctx.db, place.community.id, itemId);
  if (!post) throw notFound();
  if (post.discussion_id === itemId) return bringBack(ctx, place.space, itemId);
  return putBack(ctx, await readablePost(ctx, place, itemId));
}

async function carryOut(ctx: Ctx, place: Place, contribution: string, payload: unknown): Promise<void> {
  if (contribution === STARTED) {
    const { origin, ...input } = payload as HeldStart;
    return void (await start(ctx, place, input, { ...origin, released: true }));
  }
  const { discussionId, input, origin } = payload as HeldReply;
  await reply(ctx, await replyableDiscussion(ctx, place, discussionId), input, { ...origin, released: true });
}
