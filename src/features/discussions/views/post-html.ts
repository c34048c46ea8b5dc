import type { PageContext } from '#ui/context.ts';
import { fragment } from '#ui/fragments.ts';
import type { Permissions } from '../access.ts';
import type { ThreadPost } from '../thread.ts';
import Post from './Post.svelte';

export interface PostProps {
  post: ThreadPost;
  /** The address of the discussion. */
  self: string;
  language: string;
  may: Permissions;
  page: number;
}

/** A post of a thread: the same for all who may do the same with it and stand to it the same. */
export function postHtml(props: PostProps, page: PageContext): string {
  return fragment(keyOf(props), Post, props, page);
}

function keyOf({ post, self, language, may, page }: PostProps): string {
  const { html: _, attachments, reactions, ...rest } = post;
  // The text changes only by an edit, which counts; attachments come with their posts.
  return JSON.stringify([rest, reactions, attachments.map((file) => file.id), self, language, may, page]);
}
