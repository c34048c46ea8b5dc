import { plainText } from '#platform/text/excerpt.ts';
import type { Ctx } from '#platform/context.ts';
import { addSearchSource, indexOn, type ShownItems } from '../search/index.ts';
import { isMember } from './access.ts';
import { blocksOfIssues, sentByIds, shownIssues } from './archive/queries.ts';
import { hrefOfIssue, listOf } from './links.ts';

const NEWSLETTER = 10;

export function setUpSearch(): void {
  addSearchSource({
    kind: NEWSLETTER,
    name: 'newsletter',
    label: 'newsletters.kind',
    async load(ctx, communityId, ids) {
      // What only members may read is found by nobody: the index knows spaces, not audiences.
      const issues = (await sentByIds(ctx.db, [communityId], ids)).filter((issue) => issue.audience === 'readers');
      const texts = await textsOf(ctx, [communityId], issues.map((issue) => issue.id));
      return issues.map((issue) => ({
        kind: NEWSLETTER,
        id: issue.id,
        spaceId: issue.space_id,
        authorId: issue.author_id,
        createdAt: issue.sent_at,
        title: issue.title,
        body: [plainText(issue.introduction_html), texts.get(issue.id) ?? ''].join('\n'),
        language: issue.language,
        labels: [],
      }));
    },
    shows,
  });
  for (const event of ['sent', 'rewritten', 'moved']) indexOn(`newsletters.${event}`, NEWSLETTER, ({ itemId }) => [itemId as number]);
  indexOn('items.moved', NEWSLETTER, ({ itemIds }) => itemIds as number[]);
}

/** What was written for it. The items themselves are found where they stand, as long as they do. */
async function textsOf(ctx: Ctx, communityIds: number[], ids: number[]): Promise<Map<number, string>> {
  const blocks = Map.groupBy(await blocksOfIssues(ctx.db, communityIds, ids), (block) => block.issue_id);
  return new Map([...blocks].map(([id, own]) => [id, own.map(({ kind, text, html }) => (kind === 'text' ? plainText(html) : text)).join('\n')]));
}

const shows: ShownItems = {
  select: shownIssues,
  asFound: (ctx, row, place, home) =>
    row.word === 'members' && !isMember(ctx, home)
      ? null
      : {
          title: row.title,
          href: hrefOfIssue(listOf(place, home), row),
          text: plainText(row.html),
          author: null,
          at: row.at,
          language: row.language,
          place: home.parent_id === null ? null : home.name,
          state: null,
        },
};
