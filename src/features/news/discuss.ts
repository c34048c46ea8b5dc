import type { Ctx } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { hrefOf } from '../communities/index.ts';
import { linksOf as linksOfDiscussion, readableDiscussion, start } from '../discussions/index.ts';
import type { ReadableNews } from './access.ts';
import { linksOf } from './links.ts';
import { setDiscussion } from './writing/queries.ts';

/** Where a post is discussed, for whoever may read it there; null when nowhere. */
export async function discussionOf(ctx: Ctx, post: ReadableNews): Promise<{ href: string; replies: number } | null> {
  if (post.discussion_id === null) return null;
  try {
    const discussion = await readableDiscussion(ctx, post.at, post.discussion_id);
    return { href: linksOfDiscussion(post.at, discussion.home, discussion).self, replies: discussion.post_count - 1 };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return null;
    throw error;
  }
}

/** Starts the discussion about a post, where the post stands, with a link back; answers where it is. */
export async function discuss(ctx: Ctx, post: ReadableNews, words: string, onceKey: string | null): Promise<string> {
  if (post.published_at === null || post.deleted_at !== null) throw notFound();
  const known = await discussionOf(ctx, post);
  if (known) return known.href;
  const { at: place, home } = post;
  const there = { ...place, space: home, room: home.parent_id === null ? null : home };
  const about = translator(home.language)('news.about', { title: post.title.replace(/([[\]\\])/g, '\\$1'), href: linksOf(place, home, post).self });
  const body = [words, about].filter(Boolean).join('\n\n');
  const made = await start(ctx, there, { type: 'conversation', title: post.title, body, tags: '', attachments: [] }, { onceKey });
  await setDiscussion(ctx.db, post.community_id, post.id, made.id, post.discussion_id);
  return `${hrefOf(place.community, there.room)}/discussions/${made.id}`;
}
