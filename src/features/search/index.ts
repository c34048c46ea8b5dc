import { noteInTransaction } from '#platform/announce.ts';
import { addReadingPage } from '#ui/sections.ts';
import type { Feature } from '../../feature.ts';
import { addCommunityRows } from '../communities/index.ts';
import { indexOn, indexSoon, purgeSoon, setUpIndexing } from './indexing.ts';
import { searchPages } from './pages.ts';
import { MEMBER, memberSource, peopleSource, PERSON } from './people-source.ts';
import { communitiesOf } from './queries.ts';
import { addSearchSource } from './sources.ts';
import texts from './texts.ts';

export { find } from './pages.ts';
export { indexOn, indexSoon } from './indexing.ts';
export { personKind } from './people-source.ts';
export { default as Marked } from './views/Marked.svelte';
export type { FacetChoice } from './views/props.ts';
export type { ShownRow } from './queries.ts';
export { addSearchSource, itemKey, showItems, showItemsAcross, type Found, type ItemRef, type SearchSource, type ShownItems } from './sources.ts';

export const feature: Feature = {
  name: 'search',
  texts,
  setUp() {
    for (const table of ['segments', 'postings', 'documents', 'dead', 'pending']) addCommunityRows({ [`search_${table}`]: { stays: 'the index is made anew for what moved' } });
    setUpIndexing();
    addSearchSource(peopleSource);
    addSearchSource(memberSource);
    for (const kind of [PERSON, MEMBER]) for (const event of ['communities.joined', 'communities.left']) indexOn(event, kind, ({ personId }) => [personId as number]);
    for (const event of ['people.erased', 'people.anonymised'])
      noteInTransaction(event, async (ctx, { communityIds }) => {
        for (const communityId of communityIds as number[]) await purgeSoon(ctx, communityId);
      });
    noteInTransaction('people.changed', async (ctx, { personId }) => {
      for (const communityId of await communitiesOf(ctx.db, personId as number)) for (const kind of [PERSON, MEMBER]) await indexSoon(ctx, communityId, kind, [personId as number]);
    });
  },
  routes(app) {
    addReadingPage({ label: 'search.title', path: '/search', query: true });
    searchPages(app);
  },
};
