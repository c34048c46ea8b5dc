import './tables.ts';

export { buildSegment, type BuiltSegment } from './build.ts';
export type { SearchDocument } from './documents.ts';
export { indexDocuments, mergeSegments, purgeDead, type Transact } from './indexing.ts';
export { notePending, pendingDocuments, settlePending, type DocumentKey } from './queries.ts';
export type { Facet } from './facets.ts';
export { search, type Hit, type SearchAnswer, type SearchRequest } from './search.ts';
export { snippet, type Piece } from './snippet.ts';
export { similar, type Similar, type SimilarAnswer, type SimilarRequest } from './similar.ts';
