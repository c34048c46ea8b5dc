import type { Feature } from '../../feature.ts';
import { setUpItemData } from './own-data/index.ts';
import './tables.ts';

export * from './queries.ts';
export type * from './tables.ts';
export { parseTags } from './tags.ts';

export const feature: Feature = { name: 'items', texts: {}, setUp: setUpItemData };
