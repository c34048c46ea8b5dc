import type { Kit } from './kit.ts';

/** Bans, what waits for moderators, what they did, and who is held or slowed. */
export default function moderation({ int, communityId, communityKey, within }: Kit): string[] {
  const space = `community_id ${int} not null, space_id ${int} not null`;
  const person = `person_id ${int} not null references people (id) on delete cascade`;
  return [
    `create table bans (
      ${space}, ${person}, by_id ${int} references people (id) on delete set null, at ${int} not null, until ${int},
      primary key (community_id, space_id, person_id), ${within('space_id', 'spaces')})`,
    `create index bans_person on bans (person_id)`,
    `create table standings (
      ${space}, ${person}, kind text not null, at ${int} not null, until ${int},
      primary key (community_id, space_id, person_id, kind), ${within('space_id', 'spaces')})`,
    `create table moderation_rules (
      ${space}, hold_first ${int} not null, newcomer_links ${int} not null, newcomer_hourly ${int} not null,
      primary key (community_id, space_id), ${within('space_id', 'spaces')})`,
    // A case waits for a moderator: a reported item, a contribution that is held, an appeal.
    `create table moderation_cases (
      ${communityId}, ${space}, kind text not null, item_id ${int}, ${person}, action_id ${int},
      title text, body text, contribution text, payload text, why text not null, once_key text,
      opened_at ${int} not null, decided_at ${int}, decided_by ${int} references people (id) on delete set null, decision text,
      ${communityKey}, ${within('space_id', 'spaces')})`,
    `create index moderation_cases_open on moderation_cases (community_id, space_id, opened_at, id) where decided_at is null`,
    `create unique index moderation_cases_item on moderation_cases (community_id, item_id) where decided_at is null and item_id is not null`,
    `create unique index moderation_cases_appeal on moderation_cases (community_id, action_id) where action_id is not null`,
    `create unique index moderation_cases_once on moderation_cases (community_id, person_id, once_key) where once_key is not null`,
    `create table reports (
      community_id ${int} not null, case_id ${int} not null, reporter_id ${int} not null references people (id) on delete cascade,
      reason text not null, note text, at ${int} not null,
      primary key (community_id, case_id, reporter_id), ${within('case_id', 'moderation_cases')})`,
    `create table moderation_actions (
      ${communityId}, ${space}, person_id ${int} references people (id) on delete set null, actor_id ${int} references people (id) on delete set null,
      case_id ${int}, item_id ${int}, action text not null, reason text not null, note text, until ${int},
      at ${int} not null, undone_at ${int}, ${communityKey}, ${within('space_id', 'spaces')})`,
    `create index moderation_actions_space on moderation_actions (community_id, space_id, id)`,
    `create index moderation_actions_person on moderation_actions (person_id, community_id)`,
  ];
}
