import type { Feature } from '../../feature.ts';
import { setUpItemData } from './own-data/index.ts';
import './tables.ts';

export { addItemAct, loadActs, type ItemAct, type ItemActProps, type LoadedAct } from './acts.ts';
export { default as ItemActs } from './ItemActs.svelte';
export * from './queries.ts';
export type * from './tables.ts';
export { parseTags } from './tags.ts';

export const feature: Feature = { name: 'items', texts: {}, setUp: setUpItemData };
