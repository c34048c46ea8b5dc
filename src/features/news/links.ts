import { hrefOfSpace, type Place, type Space } from '../communities/index.ts';

/** The addresses of a post in the space where it stands: as they go into headers, for slugs keep their script. */
export function linksOf(place: Place, home: Space, post: { id: number; slug: string }): { list: string; self: string; at: string } {
  const list = `${hrefOfSpace(place, home)}/news`;
  const at = `${list}/${post.id}`;
  return { list, at, self: `${at}${post.slug ? `-${encodeURIComponent(post.slug)}` : ''}` };
}
