import type { Kit } from './kit.ts';

/** Who may do what: rules of a community, what a space switched off, named roles with terms, a log of such changes. */
export default function roles({ int, communityId, communityKey, within }: Kit): string[] {
  return [
    `alter table spaces add column rules text not null default '{}'`,
    `alter table spaces add column switched_off text not null default '[]'`,
    `alter table spaces add column type text not null default 'interest'`,
    `alter table spaces add column state text not null default 'active'`,
    `alter table memberships add column grants text not null default '[]'`,
    // Whoever ran a community goes on doing all that could be done in it.
    `update memberships set role = 'steward' where role = 'facilitator' and space_id = community_id`,
    `create table named_roles (
      ${communityId}, community_id ${int} not null, space_id ${int} not null, name text not null, about text,
      grants text not null default '[]', term_months ${int}, created_at ${int} not null, ${communityKey}, ${within('space_id', 'spaces')})`,
    `create index named_roles_space on named_roles (community_id, space_id)`,
    `create table role_terms (
      ${communityId}, community_id ${int} not null, space_id ${int} not null, role_id ${int} not null,
      person_id ${int} not null references people (id) on delete cascade, began_at ${int} not null, ends_at ${int}, ended_at ${int},
      reminded_at ${int}, ${communityKey}, ${within('role_id', 'named_roles')})`,
    `create index role_terms_space on role_terms (community_id, space_id, ended_at)`,
    `create index role_terms_person on role_terms (person_id, community_id)`,
    `create index role_terms_due on role_terms (ends_at) where ended_at is null`,
    `create table feature_reasons (
      community_id ${int} not null, space_id ${int} not null, feature text not null, why text not null,
      primary key (community_id, space_id, feature), ${within('space_id', 'spaces')})`,
    `create table space_log (
      ${communityId}, community_id ${int} not null, space_id ${int} not null, actor_id ${int} references people (id) on delete set null,
      action text not null, detail text not null default '{}', at ${int} not null, ${communityKey}, ${within('space_id', 'spaces')})`,
    `create index space_log_space on space_log (community_id, space_id, id)`,
  ];
}
