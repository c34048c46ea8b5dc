import type { Kit } from './kit.ts';

/** What people keep for later, what awaits facilitators, and what somebody saw of it. */
export default function bookmarks({ int, id, within }: Kit): string[] {
  return [
    `create table bookmark_folders (
      ${id}, person_id ${int} not null references people (id) on delete cascade,
      name text not null, created_at ${int} not null, deleted_at ${int})`,
    `create index bookmark_folders_person on bookmark_folders (person_id)`,
    `create table item_bookmarks (
      community_id ${int} not null, person_id ${int} not null references people (id) on delete cascade, item_id ${int} not null,
      kind text not null, folder_id ${int} references bookmark_folders (id) on delete set null, note text, words text not null,
      saved_at ${int} not null, removed_at ${int},
      primary key (community_id, person_id, item_id), ${within('item_id', 'items')})`,
    `create index item_bookmarks_person on item_bookmarks (person_id, saved_at, item_id)`,
    `create index item_bookmarks_folder on item_bookmarks (folder_id, saved_at, item_id)`,
    `create index item_bookmarks_item on item_bookmarks (community_id, item_id)`,
    `create table work_marks (
      community_id ${int} not null, key text not null, by_id ${int} references people (id) on delete set null,
      at ${int} not null, until ${int}, primary key (community_id, key))`,
    `create table work_letters_off (
      person_id ${int} primary key references people (id) on delete cascade, at ${int} not null)`,
    `create table home_visits (
      person_id ${int} primary key references people (id) on delete cascade, at ${int} not null, before_at ${int} not null)`,
    `create index memberships_running on memberships (person_id) where role in ('facilitator', 'steward')`,
    `create index discussions_waiting on discussions (community_id, space_id, last_post_at)
      where type = 'question' and answer_id is null and post_count = 1`,
  ];
}
