import { transaction, type Ctx } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { parseInput } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import type { Attachment } from '#platform/mail/archive/body.ts';
import { hrefOf } from '../communities/index.ts';
import { keepMailed, linksOf as linksOfDiscussion, newReply, readableDiscussion, reply, replyableDiscussion, start, type Origin } from '../discussions/index.ts';
import type { ReadableNews } from './access.ts';
import { linksOf } from './links.ts';
import { holdDiscussion, setDiscussion } from './writing/queries.ts';

/** Where a post is discussed, for whoever may read it there; null when nowhere. */
export async function discussionOf(ctx: Ctx, post: ReadableNews): Promise<{ href: string; replies: number } | null> {
  const discussion = await foundDiscussion(ctx, post);
  return discussion && { href: linksOfDiscussion(post.at, discussion.home, discussion).self, replies: discussion.post_count - 1 };
}

async function foundDiscussion(ctx: Ctx, { at, discussion_id }: ReadableNews) {
  try {
    return discussion_id === null ? null : await readableDiscussion(ctx, at, discussion_id);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return null;
    throw error;
  }
}

type How = Pick<Origin, 'via' | 'onceKey' | 'messageId'>;
/** What somebody says about a post: words, and files that came with them. */
interface Words {
  text: string;
  files?: Attachment[];
}
type Said = { id: number; href: string };

/** Opens the discussion about a post with somebody's words, where the post stands and with a link back; where there is one, the words join it. */
export async function discuss(ctx: Ctx, post: ReadableNews, { text, files = [] }: Words, origin: How): Promise<Said> {
  if (post.published_at === null || post.deleted_at !== null) throw notFound();
  const attachments = await keepMailed(ctx, (await foundDiscussion(ctx, post))?.home ?? post.home, files);
  // What a moderator has to look at is kept, though it is refused for now.
  const said = await transaction(ctx, async (ctx) => {
    // Two who open it at once open one.
    const discussion_id = await holdDiscussion(ctx.db, post.community_id, post.id);
    return sayIn(ctx, { ...post, discussion_id }, { text, attachments }, origin).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === 'held') return error;
      throw error;
    });
  });
  if (said instanceof Refusal) throw said;
  return said;
}

async function sayIn(ctx: Ctx, post: ReadableNews, { text, attachments }: { text: string; attachments: number[] }, origin: How): Promise<Said> {
  const known = await discussionOf(ctx, post);
  const { at: place, home } = post;
  if (known && !text) return { id: post.discussion_id!, href: known.href };
  if (known) {
    const { id } = await reply(ctx, await replyableDiscussion(ctx, place, post.discussion_id!), parseInput(newReply, { body: text, attachments }), origin);
    return { id, href: known.href };
  }
  const there = { ...place, space: home, room: home.parent_id === null ? null : home };
  const about = translator(home.language)('news.about', { title: post.title.replace(/([[\]\\])/g, '\\$1'), href: linksOf(place, home, post).self });
  const body = [text, about].filter(Boolean).join('\n\n');
  const { id } = await start(ctx, there, { type: 'conversation', title: post.title, body, tags: '', attachments }, origin);
  await setDiscussion(ctx.db, post.community_id, post.id, id);
  return { id, href: `${hrefOf(place.community, there.room)}/discussions/${id}` };
}
