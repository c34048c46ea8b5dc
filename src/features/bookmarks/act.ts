import type { ItemAct } from '../items/index.ts';
import { savedAmong } from './queries.ts';
import SaveAct from './views/SaveAct.svelte';

/** Saving for later, beside every item. */
export const saveAct: ItemAct = {
  name: 'bookmark',
  order: 50,
  view: SaveAct,
  async load(ctx, communityId, itemIds) {
    const saved = await savedAmong(ctx.db, communityId, ctx.viewer.personId!, itemIds);
    return new Map(saved.map((id) => [id, 'saved']));
  },
};
