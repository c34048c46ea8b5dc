import type { Kit } from './kit.ts';

/** The search index: segments of documents, and for each term of a segment the documents it stands in. */
export default function search({ engine, int, bytes, communityId, communityKey }: Kit): string[] {
  // Terms are bytes to the index: their order must not depend on a language.
  const term = engine === 'postgres' ? 'text collate "C"' : 'text';
  return [
    `create table search_segments (
      ${communityId}, community_id ${int} not null, level ${int} not null, doc_count ${int} not null, dead_count ${int} not null default 0,
      title_words ${int} not null, body_words ${int} not null, columns ${bytes} not null, ${communityKey})`,
    `create index search_segments_level on search_segments (community_id, level)`,
    `create table search_postings (
      community_id ${int} not null, segment_id ${int} not null, term ${term} not null, doc_count ${int} not null,
      postings ${bytes} not null, positions ${bytes} not null, primary key (community_id, segment_id, term))`,
    `create table search_documents (
      community_id ${int} not null, kind ${int} not null, id ${int} not null, segment_id ${int} not null, place ${int} not null,
      primary key (community_id, kind, id))`,
    `create index search_documents_segment on search_documents (community_id, segment_id)`,
    `create table search_dead (
      community_id ${int} not null, segment_id ${int} not null, place ${int} not null, primary key (community_id, segment_id, place))`,
    `create table search_pending (
      community_id ${int} not null, kind ${int} not null, id ${int} not null, noted_at ${int} not null, primary key (community_id, kind, id))`,
  ];
}
