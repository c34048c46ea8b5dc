import type { Kit } from './kit.ts';

/** Profiles with an audience for each field, handles that were, addresses, website bookmarks, messages from member to member. */
export default function profiles({ int, id }: Kit): string[] {
  const person = (column: string) => `${column} ${int} not null references people (id) on delete cascade`;
  return [
    ...['languages text', 'practice text', 'practice_html text', 'can_help text', 'looking_for text', 'sex text', 'organisations text', `audiences text not null default '{}'`, `handle_changed_at ${int}`].map(
      (column) => `alter table people add column ${column}`,
    ),
    `create index items_author_newest on items (author_id, created_at, id)`,
    `create table old_handles (handle text primary key, ${person('person_id')}, changed_at ${int} not null)`,
    `create index old_handles_person on old_handles (person_id)`,
    `alter table addresses add column receives_at ${int}`,
    `create table address_claims (hash text primary key, ${person('person_id')}, address text not null, created_at ${int} not null)`,
    `create index address_claims_person on address_claims (person_id)`,
    `create table web_bookmarks (
      ${id}, ${person('person_id')}, url text not null, title text not null, note text, public_at ${int}, created_at ${int} not null)`,
    `create unique index web_bookmarks_url on web_bookmarks (person_id, url)`,
    `create index web_bookmarks_newest on web_bookmarks (person_id, created_at, id)`,
    `create table web_bookmark_tags (
      ${person('person_id')}, slug text not null, bookmark_id ${int} not null references web_bookmarks (id) on delete cascade, name text not null,
      primary key (person_id, slug, bookmark_id))`,
    `create index web_bookmark_tags_bookmark on web_bookmark_tags (bookmark_id)`,
    `create table member_messages (
      ${id}, ${person('from_id')}, ${person('to_id')}, answers_id ${int}, subject text not null, body text not null,
      created_at ${int} not null, reported_at ${int}, report text)`,
    `create index member_messages_from on member_messages (from_id, created_at)`,
    `create index member_messages_to on member_messages (to_id, from_id, created_at)`,
    ...indexAnew(),
  ];
}

/** What the index holds of people was everyone's until now: it is read again, once for those outside (3) and once for members (30). */
function indexAnew(): string[] {
  return [
    `insert into search_pending (community_id, kind, id, noted_at)
      select m.community_id, k.kind, m.person_id, 0 from memberships m cross join (select 3 as kind union all select 30 as kind) k
      where m.space_id = m.community_id on conflict do nothing`,
    `insert into jobs (kind, payload, priority, unique_key, run_at, created_at)
      select 'search.index', '{"communityId":' || id || '}', 3, 'search.index:' || id, 0, 0 from spaces where parent_id is null on conflict do nothing`,
  ];
}
