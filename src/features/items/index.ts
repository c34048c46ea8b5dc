import './tables.ts';

export * from './queries.ts';
export type * from './tables.ts';
export { parseTags } from './tags.ts';
