import type { PageContext } from '#ui/context.ts';
import { keptPart, nameOf } from '#ui/kept.ts';
import type { Stance, ThreadPage } from '../thread.ts';
import { asText, type AroundPost } from './kept-post.ts';
import Posts from './Posts.svelte';
import type { ComposerValues, ThreadProps } from './props.ts';

export interface PostsProps {
  thread: Pick<ThreadPage, 'posts' | 'content' | 'stances' | 'firstUnread'>;
  around: AroundPost;
}

const allAsText = (stances: Stance[]) => stances.reduce((text, stance) => `${text}|${asText(stance)}`, '');

/** One page of posts, made of posts that are kept themselves. */
export function keptPosts(page: PageContext, props: PostsProps): string {
  const { content, stances, firstUnread } = props.thread;
  return keptPart(page, Posts, props, `${content} ${firstUnread} ${allAsText(stances)} ${JSON.stringify(props.around)}`);
}

/** What names all that a discussion's page shows; null where it shows what one viewer typed. */
export function threadKey({ thread, composer, rail, errors, links, base: _, ...props }: ThreadProps): string | null {
  const form = composer && newForm(composer);
  if (Object.keys(errors).length > 0 || (composer && !form)) return null;
  const { posts, tags, people, content, stances, ...rest } = thread; // The digest stands for the first three.
  const beside = rail.map((part) => [nameOf(part.view), part.props]);
  // The address of the discussion says all the others.
  return `${content} ${allAsText(stances)} ${JSON.stringify({ ...props, ...rest, self: links.self, form, first: posts[0]?.number, beside })}`;
}

/** What differs between forms that nobody typed in; null for others. */
function newForm({ body, once, replyTo, attachments, preview, draftAt, ...form }: ComposerValues) {
  return body === '' && once === null && replyTo === null && attachments.length === 0 && preview === null && !draftAt ? form : null;
}
