import type { Ctx } from '#platform/context.ts';
import { plainText } from '#platform/text/excerpt.ts';
import type { Place } from '../communities/index.ts';
import { tagsOf } from '../items/index.ts';
import { addSearchSource, indexOn, type Found, type FoundItem, type SearchSource } from '../search/index.ts';
import { foundPosts } from './found/queries.ts';
import { hrefOfPost, linksOf } from './links.ts';

const DISCUSSION = 1;
const REPLY = 2;
/** The numbers of posts in the index: opening ones, and replies. */
export const POST_KINDS = [DISCUSSION, REPLY];
const EVENTS = ['started', 'replied', 'edited', 'removed', 'restored', 'archived', 'accepted', 'unaccepted', 'moved', 'split', 'merged', 'signed_over'];

/** Opening posts and replies are one table, and two kinds of results. */
function source(kind: number, name: string): SearchSource {
  const opening = kind === DISCUSSION;
  return {
    kind,
    name,
    label: `search.kind.${name}`,
    async load(ctx, communityId, ids) {
      const posts = (await foundPosts(ctx.db, [communityId], ids)).filter((post) => (post.item_id === post.discussion_id) === opening);
      const tags = opening ? await tagsOf(ctx.db, communityId, posts.map((post) => post.item_id)) : [];
      return posts.map((post) => ({
        kind,
        id: post.item_id,
        spaceId: post.space_id,
        authorId: post.author_id,
        createdAt: post.created_at,
        title: opening ? post.title : '',
        body: plainText(post.html),
        language: post.language,
        labels: [
          ...tags.filter((tag) => tag.item_id === post.item_id).map((tag) => `tag:${tag.slug}`),
          ...(opening && post.type === 'question' ? [post.answer_id === null ? 'is:unanswered' : 'is:answered'] : []),
        ],
      }));
    },
    show: showPosts,
    showAcross: shown,
  };
}

/** How posts of any kind look in a list, by id: those that the viewer may read now. */
export async function showPosts(ctx: Ctx, place: Place, ids: number[]): Promise<Map<number, Found>> {
  return new Map((await shown(ctx, new Map([[place.community.id, place]]), ids)).map(({ id, found }) => [id, found]));
}

// Rows are read again at showing: what was deleted or moved since the index saw it is not shown.
async function shown(ctx: Ctx, places: ReadonlyMap<number, Place>, ids: number[]): Promise<FoundItem[]> {
  return (await foundPosts(ctx.db, [...places.keys()], ids)).flatMap((post): FoundItem[] => {
    const place = places.get(post.community_id)!;
    const home = place.spaces.find((space) => space.id === post.space_id);
    if (!home) return [];
    const { self } = linksOf(place, home, { id: post.discussion_id, slug: post.slug });
    const found: Found = {
      title: post.title,
      href: hrefOfPost(self, { id: post.item_id, number: post.number }),
      text: plainText(post.html),
      author: post.author_name === null ? null : { name: post.author_name, handle: post.author_handle, photo: null },
      at: post.created_at,
      language: post.language,
      place: home.parent_id === null ? null : home.name,
      state: post.type === 'question' && post.number === 1 ? (post.answer_id === null ? 'discussions.waiting' : 'discussions.answered') : null,
    };
    return [{ communityId: post.community_id, id: post.item_id, found }];
  });
}

export function setUpDiscussionSearch(): void {
  addSearchSource(source(DISCUSSION, 'discussion'));
  addSearchSource(source(REPLY, 'reply'));
  for (const event of [...EVENTS.map((name) => `discussions.${name}`), 'items.rewritten', 'items.moved'])
    for (const kind of [DISCUSSION, REPLY])
      indexOn(event, kind, (payload) => (payload.itemIds as number[] | undefined) ?? [payload.itemId as number]);
}
