import { plainText } from '#platform/text/excerpt.ts';
import { tagsOf } from '../items/index.ts';
import { addSearchSource, indexOn, type SearchSource, type ShownItems } from '../search/index.ts';
import { foundPosts, shownPosts } from './found/queries.ts';
import { hrefOfPost, linksOf } from './links.ts';

export const DISCUSSION = 1;
const REPLY = 2;
/** The numbers of posts in the index: opening ones, and replies. */
export const POST_KINDS = [DISCUSSION, REPLY];
const EVENTS = ['edited', 'removed', 'restored', 'archived', 'accepted', 'unaccepted', 'moved', 'split', 'merged', 'signed_over'];

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
    shows,
  };
}

/** How posts look in a list. Rows are read again at showing: what was deleted or moved since the index saw it is not shown. */
const shows: ShownItems = {
  select: shownPosts,
  asFound(_, row, place, home) {
    const { self } = linksOf(place, home, { id: row.thread_id, slug: row.slug });
    return {
      title: row.title,
      href: hrefOfPost(self, row),
      text: plainText(row.html),
      author: row.author_name === null ? null : { name: row.author_name, handle: row.author_handle, photo: null },
      at: row.at,
      language: row.language,
      place: home.parent_id === null ? null : home.name,
      state: row.word && `discussions.${row.word}`,
    };
  },
};

export function setUpDiscussionSearch(): void {
  addSearchSource(source(DISCUSSION, 'discussion'));
  addSearchSource(source(REPLY, 'reply'));
  for (const [event, kind] of [['started', DISCUSSION], ['replied', REPLY]] as const) indexOn(`discussions.${event}`, kind, ({ itemId }) => [itemId as number]);
  for (const event of [...EVENTS.map((name) => `discussions.${name}`), 'items.rewritten', 'items.moved'])
    for (const kind of [DISCUSSION, REPLY])
      indexOn(event, kind, (payload) => (payload.itemIds as number[] | undefined) ?? [payload.itemId as number]);
}
