import type { Kit } from './kit.ts';

/** What rooms say of themselves by their type, their lifecycle, former addresses, and requests for new rooms. */
export default function rooms({ engine, int, communityId, communityKey, within }: Kit): string[] {
  const tail = engine === 'sqlite' ? 'lower(hex(randomblob(3)))' : 'substr(md5(random()::text), 1, 6)';
  const column = (definition: string) => `alter table spaces add column ${definition}`;
  return [
    ...['purpose', 'welcome', 'welcome_html', 'prompt', 'product', 'due_on', 'starts_on', 'ends_on', 'venue'].map((name) => column(`${name} text`)),
    column(`state_at ${int}`),
    column(`dormant_days ${int} not null default 60`),
    // The address of a secret room cannot be guessed, and is in nobody's way.
    `update spaces set slug = substr(slug, 1, 33) || '-' || ${tail} where parent_id is not null and visibility = 'secret'`,
    `create index spaces_active on spaces (active_at) where parent_id is not null and state = 'active'`,
    `create table former_slugs (
      community_id ${int} not null, parent_id ${int} not null, slug text not null, space_id ${int} not null, at ${int} not null,
      primary key (community_id, parent_id, slug), ${within('space_id', 'spaces')})`,
    `create unique index former_slugs_community on former_slugs (slug) where parent_id = 0`,
    `create index former_slugs_space on former_slugs (community_id, space_id)`,
    `create table room_requests (
      ${communityId}, community_id ${int} not null, requester_id ${int} references people (id) on delete cascade,
      name text not null, type text not null, purpose text not null, why text, visibility text not null,
      state text not null, answer text, decided_by ${int} references people (id) on delete set null, decided_at ${int},
      room_id ${int}, created_at ${int} not null, ${communityKey})`,
    `create index room_requests_open on room_requests (community_id, state, id)`,
    `create table room_request_people (
      community_id ${int} not null, request_id ${int} not null, person_id ${int} not null references people (id) on delete cascade,
      at ${int} not null, primary key (community_id, request_id, person_id), ${within('request_id', 'room_requests')})`,
  ];
}
