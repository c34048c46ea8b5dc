import type { Feature } from '../../feature.ts';
import { addCommunityRows } from '../communities/index.ts';
import { setUpItemData } from './own-data/index.ts';
import './tables.ts';

export { addItemAct, loadActs, type ItemAct, type ItemActProps, type LoadedAct } from './acts.ts';
export { default as ItemActs } from './ItemActs.svelte';
export { mailedAs, messageIdsOf } from './mailed/names.ts';
export * from './queries.ts';
export type * from './tables.ts';
export { parseTags } from './tags.ts';

export const feature: Feature = {
  name: 'items',
  texts: {},
  setUp() {
    setUpItemData();
    const item = { item: 'item_id' };
    addCommunityRows({
      items: { item: 'id' },
      item_states: item,
      item_tags: item,
      tags: { stays: 'tags are the community’s: counted anew in both' },
      reactions: item,
      reaction_counts: item,
      follows: item,
      revisions: item,
      attachments: [item, { room: true }],
    });
  },
};
