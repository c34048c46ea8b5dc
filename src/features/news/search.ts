import { plainText } from '#platform/text/excerpt.ts';
import { tagsOf } from '../items/index.ts';
import { addSearchSource, indexOn, type ShownItems } from '../search/index.ts';
import { linksOf } from './links.ts';
import { newsByIds, shownNews } from './queries.ts';

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
    shows,
  });
  for (const event of [...['published', 'edited', 'removed', 'restored', 'signed_over'].map((name) => `news.${name}`), 'items.moved']) indexOn(event, NEWS, ({ itemId, itemIds }) => (itemIds as number[] | undefined) ?? [itemId as number]);
}

const shows: ShownItems = {
  select: shownNews,
  asFound: (_, row, place, home) => ({
    title: row.title,
    href: linksOf(place, home, row).self,
    text: `${row.summary}\n${plainText(row.html)}`,
    author: row.author_name === null ? null : { name: row.author_name, handle: row.author_handle, photo: null },
    at: row.at,
    language: row.language,
    place: home.parent_id === null ? null : home.name,
    state: row.word === 'news' ? null : `news.type.${row.word}`,
  }),
};
