import type { Kit } from './kit.ts';

/** Files that facilitators send with their answers to whoever asked, or keep with their notes. */
export default function contactFiles({ int, communityId, communityKey, along }: Kit): string[] {
  return [
    `create table contact_files (
      ${communityId}, community_id ${int} not null, message_id ${int} not null, name text not null, media_type text not null,
      size ${int} not null, blob_key text not null, ${communityKey}, ${along('message_id', 'contact_messages')})`,
    `create index contact_files_message on contact_files (community_id, message_id)`,
  ];
}
