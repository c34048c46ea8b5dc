import { createContext, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { readablePlace, spaceById } from '../../communities/index.ts';
import { mailAddressOf, viewerOfId } from '../../people/index.ts';
import { readablePost, type ReadablePost } from '../access.ts';
import { answerable } from './answerable.ts';
import { postLetter } from './letter.ts';
import { messageIdsOf, takeMailing } from './queries.ts';
import './tables.ts';

/** One post for one person. */
export interface Mailing {
  communityId: number;
  itemId: number;
  personId: number;
  why: 'follow' | 'mention';
}

/**
 * Sends a post to a person, as it is at that moment. Declines when it was deleted, when they may not
 * read it, muted or left the discussion, have read it on the web, have no confirmed address, or got it.
 */
export async function sendPost({ services, db, now }: Ctx, mailing: Mailing, job: { id: number }): Promise<void> {
  const { communityId, itemId, personId } = mailing;
  const viewer = await viewerOfId(services, personId);
  const community = await spaceById(db, communityId, communityId);
  const address = await mailAddressOf(db, personId);
  if (!viewer || !community || !address) return;
  const ctx = createContext(services, viewer);
  const post = await postFor(ctx, community.slug, itemId);
  if (!post || !wanted(post, mailing)) return;
  if (!(await takeMailing(db, { community_id: communityId, item_id: itemId, person_id: personId, job_id: job.id, at: now }))) return;
  const thread = [post.discussion.id, post.reply_to_id ?? post.discussion.id];
  const known = await messageIdsOf(db, communityId, [post.id, ...thread]);
  const mail = postLetter(services.config, viewer, post, mailing.why, known);
  const { replyTo, headers } = await answerable(ctx, post);
  await services.mailer.deliver(db, { to: address, ...mail, ...(replyTo && { replyTo }), headers: { ...mail.headers, ...headers } }, now);
}

// What the person may not read does not exist for them, also by mail.
async function postFor(ctx: Ctx, communitySlug: string, itemId: number): Promise<ReadablePost | null> {
  try {
    return await readablePost(ctx, await readablePlace(ctx, communitySlug, null), itemId);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return null;
    throw error;
  }
}

function wanted(post: ReadablePost, { why }: Mailing): boolean {
  const { follow, read } = post.discussion;
  if (post.deleted_at !== null || follow === 'mute' || (read ?? 0) >= post.number) return false;
  return why === 'mention' || follow === 'follow';
}
