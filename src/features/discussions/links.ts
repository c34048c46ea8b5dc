import { hrefOfSpace, type Place, type ReadableSpace } from '../communities/index.ts';

/** Posts on one page of a discussion. */
export const POSTS_A_PAGE = 20;

export interface DiscussionLinks {
  /** Where the list of discussions of its space is. */
  list: string;
  /** The discussion itself. */
  self: string;
}

/** The addresses of a discussion in the space where it stands: as they go into headers, for slugs keep their script. */
export function linksOf(place: Place, home: ReadableSpace, discussion: { id: number; slug: string }): DiscussionLinks {
  const list = `${hrefOfSpace(place, home)}/discussions`;
  return { list, self: `${list}/${discussion.id}${discussion.slug ? `-${encodeURIComponent(discussion.slug)}` : ''}` };
}

/** The page of a discussion that a post stands on, at the post. */
export function hrefOfPost(self: string, post: { id: number; number: number }): string {
  const number = pageOf(post.number);
  return `${self}${number > 1 ? `?page=${number}` : ''}#post-${post.id}`;
}

export function pageOf(number: number): number {
  return Math.max(1, Math.ceil(number / POSTS_A_PAGE));
}
