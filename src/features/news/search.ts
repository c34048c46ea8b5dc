import type { Ctx } from '#platform/context.ts';
import { plainText } from '#platform/text/excerpt.ts';
import type { Place } from '../communities/index.ts';
import { tagsOf } from '../items/index.ts';
import { addSearchSource, indexOn, type FoundItem } from '../search/index.ts';
import { linksOf } from './links.ts';
import { newsByIds } from './queries.ts';

/** The number of news in the index. */
const NEWS = 11;

export function setUpSearch(): void {
  addSearchSource({
    kind: NEWS,
    name: 'news',
    label: 'search.kind.news',
    async load(ctx, communityId, ids) {
      const posts = await newsByIds(ctx.db, [communityId], ids);
      const tags = await tagsOf(ctx.db, communityId, posts.map(({ id }) => id));
      return posts.map((post) => ({
        kind: NEWS,
        id: post.id,
        spaceId: post.space_id,
        authorId: post.author_id,
        createdAt: post.published_at!,
        title: post.title,
        body: [post.summary, plainText(post.html), post.credit, post.place].filter(Boolean).join('\n'),
        language: post.language,
        labels: tags.filter((tag) => tag.item_id === post.id).map((tag) => `tag:${tag.slug}`),
      }));
    },
    show: async (ctx, place, ids) => new Map((await shown(ctx, new Map([[place.community.id, place]]), ids)).map(({ id, found }) => [id, found])),
    showAcross: shown,
  });
  for (const event of [...['published', 'edited', 'removed', 'restored', 'signed_over'].map((name) => `news.${name}`), 'items.moved']) indexOn(event, NEWS, ({ itemId, itemIds }) => (itemIds as number[] | undefined) ?? [itemId as number]);
}

async function shown(ctx: Ctx, places: ReadonlyMap<number, Place>, ids: number[]): Promise<FoundItem[]> {
  return (await newsByIds(ctx.db, [...places.keys()], ids)).flatMap((post): FoundItem[] => {
    const place = places.get(post.community_id)!;
    const home = place.spaces.find((space) => space.id === post.space_id);
    if (!home) return [];
    const found = {
      title: post.title,
      href: linksOf(place, home, post).self,
      text: `${post.summary}\n${plainText(post.html)}`,
      author: post.author_name === null ? null : { name: post.author_name, handle: post.author_handle, photo: null },
      at: post.published_at!,
      language: post.language,
      place: home.parent_id === null ? null : home.name,
      state: post.type === 'news' ? null : `news.type.${post.type}`,
    };
    return [{ communityId: post.community_id, id: post.id, found }];
  });
}
