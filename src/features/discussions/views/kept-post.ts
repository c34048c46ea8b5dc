import type { PageContext } from '#ui/context.ts';
import { keptPart } from '#ui/kept.ts';
import type { Permissions } from '../access.ts';
import type { SharedPost, Stance } from '../thread.ts';
import Post from './Post.svelte';

/** What a post shows besides itself: the same for all who may do the same in the discussion. */
export interface AroundPost {
  /** The addresses of the discussion and of its community. */
  self: string;
  base: string;
  language: string;
  may: Permissions;
  page: number;
  signedIn: boolean;
}

export interface PostProps {
  post: SharedPost;
  stance: Stance;
  around: AroundPost;
}

/** How a viewer stands to a post, as far as it shows. */
export const asText = ({ words, acts }: Stance) => acts.reduce((text, act) => `${text};${act.name}:${act.stance}`, words);

/** A post, kept for all who stand to it the same. Its digest stands for what everybody sees alike. */
export function keptPost(page: PageContext, props: PostProps): string {
  const { post, stance, around } = props;
  return keptPart(page, Post, props, `${post.content} ${asText(stance)} ${JSON.stringify(around)}`);
}
