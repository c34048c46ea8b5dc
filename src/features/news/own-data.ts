import { announce } from '#platform/announce.ts';
import { addPersonalData, addWrittenText, ownRows } from '../people/index.ts';

/** What news keep of people: who posted is with the items. News are the community's, and stay when their author leaves. */
export function setUpOwnData(): void {
  addPersonalData(ownRows('news_choices.person_id'));
  addWrittenText({
    table: 'news',
    id: 'item_id',
    columns: { summary: 'text', body: 'text', html: 'html', credit: 'text' },
    rewritten: (ctx, communityId, itemId) => announce(ctx, 'news.signed_over', { communityId, itemIds: [itemId] }),
  });
}
