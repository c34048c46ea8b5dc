import './tables.ts';

export type { SearchDocument } from './documents.ts';
export { indexDocuments, mergeSegments, type Transact } from './indexing.ts';
export { notePending, pendingDocuments, settlePending, type DocumentKey } from './queries.ts';
export { search, type Facet, type Hit, type SearchAnswer, type SearchRequest } from './search.ts';
export { snippet, type Piece } from './snippet.ts';
