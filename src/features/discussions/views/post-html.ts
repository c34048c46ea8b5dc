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

/** The posts of a thread: the same for all who may do the same with them and stand to them the same. */
export function postsHtml({ page, may, self, language }: Omit<PostProps, 'post'>, context: PageContext): (post: ThreadPost) => string {
  const all = JSON.stringify([self, language, may, page]);
  return (post) => fragment(`${post.content} ${stanceOf(post)} ${all}`, Post, { post, self, language, may, page }, context);
}

function stanceOf({ reactions: { thanks, same, used }, acts, canEdit, isAnswer, unread }: ThreadPost): string {
  return `${thanks.own} ${same.own} ${used.own} ${canEdit} ${isAnswer} ${unread} ${acts.map((act) => `${act.name}:${act.stance}`).join()}`;
}
