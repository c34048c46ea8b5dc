import type { Kit } from './kit.ts';

/** Ways in: what a space asks and says at its door, requests, invitations, lists of members to bring in. */
export default function joining({ int, communityId, communityKey, within }: Kit): string[] {
  const space = `community_id ${int} not null, space_id ${int} not null`;
  const person = (column: string) => `${column} ${int} not null references people (id) on delete cascade`;
  return [
    `create table entrances (
      ${space}, question text, domains text not null default '[]', welcome text, welcome_html text,
      contact_id ${int} references people (id) on delete set null, introduce text,
      primary key (community_id, space_id), ${within('space_id', 'spaces')})`,
    `create table join_requests (
      ${communityId}, ${space}, ${person('person_id')}, reason text not null, at ${int} not null,
      decided_at ${int}, decided_by ${int} references people (id) on delete set null, decision text, note text,
      ${communityKey}, ${within('space_id', 'spaces')})`,
    `create unique index join_requests_open on join_requests (community_id, space_id, person_id) where decided_at is null`,
    `create index join_requests_waiting on join_requests (community_id, space_id, at) where decided_at is null`,
    `create table invitations (
      ${communityId}, ${space}, hash text not null, role text not null, ${person('inviter_id')}, note text, address text,
      expires_at ${int} not null, most_uses ${int}, use_count ${int} not null default 0, created_at ${int} not null, revoked_at ${int},
      ${communityKey}, ${within('space_id', 'spaces')})`,
    `create index invitations_hash on invitations (hash)`,
    `create index invitations_space on invitations (community_id, space_id, id)`,
    `create index invitations_inviter on invitations (inviter_id, created_at)`,
    `create table invitation_uses (
      community_id ${int} not null, invitation_id ${int} not null, ${person('person_id')}, at ${int} not null,
      primary key (community_id, invitation_id, person_id), ${within('invitation_id', 'invitations')})`,
    // Kept as a digest: who wants no invitations need not be known here.
    `create table invitation_refusals (digest text primary key, at ${int} not null)`,
    `create table first_steps_done (
      community_id ${int} not null, ${person('person_id')}, at ${int} not null, primary key (community_id, person_id))`,
    `create table member_lists (
      ${communityId}, ${space}, ${person('by_id')}, mode text not null, plan text not null, done_count ${int} not null default 0,
      created_at ${int} not null, begun_at ${int}, ended_at ${int}, ${communityKey}, ${within('space_id', 'spaces')})`,
  ];
}
