import type { Kit } from './kit.ts';

/** Pages sent by mail. */
export default function sharing({ int, communityId, communityKey, within }: Kit): string[] {
  return [
    `create table shares (
      ${communityId}, community_id ${int} not null, space_id ${int} not null,
      person_id ${int} references people (id) on delete set null, item_kind text, item_id ${int}, path text, title text not null, note text,
      audience text not null, members ${int} not null, outside ${int} not null, left_out ${int} not null, at ${int} not null,
      ${communityKey}, ${within('space_id', 'spaces')})`,
    `create index shares_space on shares (community_id, space_id, id)`,
    `create index shares_person on shares (person_id, at)`,
    `create table share_mailings (
      community_id ${int} not null, share_id ${int} not null, told text not null, job_id ${int} not null, at ${int} not null,
      primary key (community_id, share_id, told), ${within('share_id', 'shares')})`,
    `create table share_refusals (address_hash text primary key, at ${int} not null)`,
  ];
}
