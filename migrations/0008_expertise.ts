import type { Kit } from './kit.ts';

/** Who can help with what, and who was asked. */
export default function expertise({ int, communityId, communityKey, within }: Kit): string[] {
  return [
    // Logarithms to the base 2 of counts that decay forward: time alone never changes them.
    `create table answering (
      community_id ${int} not null, space_id ${int} not null, person_id ${int} not null references people (id) on delete cascade,
      lately double precision not null, steadily double precision not null,
      primary key (community_id, space_id, person_id), ${within('space_id', 'spaces')})`,
    `create table helpers (
      person_id ${int} primary key references people (id) on delete cascade, weekly ${int} not null, changed_at ${int} not null)`,
    `create table help_invitations (
      ${communityId}, community_id ${int} not null, discussion_id ${int} not null,
      person_id ${int} not null references people (id) on delete cascade, by_id ${int} references people (id) on delete set null,
      created_at ${int} not null, declined_at ${int}, mail_job ${int}, ${communityKey}, ${within('discussion_id', 'items')})`,
    `create unique index help_invitations_once on help_invitations (community_id, discussion_id, person_id)`,
    `create index help_invitations_person on help_invitations (person_id, created_at)`,
    `create index help_invitations_by on help_invitations (by_id, created_at)`,
    // What was written before this table was there is counted when there is time.
    `insert into jobs (kind, payload, priority, run_at, created_at)
      select 'expertise.count_all', '{"communityId":' || id || '}', 9, 0, 0 from spaces where parent_id is null`,
  ];
}
