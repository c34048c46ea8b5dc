import type { Kit } from './kit.ts';

/** The ground floor: people and their accounts, spaces, items, discussions, events and jobs. */
export default function ground({ int, bytes, id, communityId, communityKey, within }: Kit): string[] {
  return [...host(), ...people(), ...spaces(), ...items(), ...discussions(), ...work()];

  function host(): string[] {
    return [
      `create table host_settings (key text primary key, value text not null)`,
      `create table mailbox (
        ${id}, recipient text not null, subject text not null, raw ${bytes} not null, created_at ${int} not null)`,
    ];
  }

  function people(): string[] {
    return [
      `create table auth_users (
        id text primary key, name text not null, email text not null unique,
        email_verified ${int} not null default 0, image text, created_at text not null, updated_at text not null)`,
      `create table auth_sessions (
        id text primary key, token text not null unique, user_id text not null references auth_users (id) on delete cascade,
        expires_at text not null, ip_address text, user_agent text, created_at text not null, updated_at text not null)`,
      `create index auth_sessions_user on auth_sessions (user_id)`,
      `create table auth_accounts (
        id text primary key, user_id text not null references auth_users (id) on delete cascade,
        account_id text not null, provider_id text not null, access_token text, refresh_token text, id_token text,
        access_token_expires_at text, refresh_token_expires_at text, scope text, password text,
        created_at text not null, updated_at text not null)`,
      `create index auth_accounts_user on auth_accounts (user_id)`,
      `create table auth_verifications (
        id text primary key, identifier text not null, value text not null,
        expires_at text not null, created_at text not null, updated_at text not null)`,
      `create index auth_verifications_identifier on auth_verifications (identifier)`,
      `create table people (
        ${id}, account_id text unique references auth_users (id) on delete set null,
        handle text not null unique, name text not null, headline text, organisation text, country text,
        bio text, bio_html text, photo_key text, language text not null default 'en', time_zone text not null default 'UTC',
        theme text, created_at ${int} not null, seen_at ${int})`,
      `create table addresses (
        address text primary key, person_id ${int} not null references people (id) on delete cascade,
        confirmed_at ${int}, created_at ${int} not null)`,
      `create index addresses_person on addresses (person_id)`,
      `create table host_roles (
        person_id ${int} not null references people (id) on delete cascade, role text not null,
        since ${int} not null, primary key (person_id, role))`,
      `create table api_tokens (
        ${id}, person_id ${int} not null references people (id) on delete cascade, name text not null,
        hash text not null unique, scope text not null, created_at ${int} not null, used_at ${int}, expires_at ${int})`,
      `create index api_tokens_person on api_tokens (person_id)`,
    ];
  }

  function spaces(): string[] {
    return [
      `create table spaces (
        ${communityId}, community_id ${int} not null, parent_id ${int}, kind text not null, slug text not null,
        name text not null, tagline text, description text, description_html text, hue ${int} not null default 155,
        logo_key text, visibility text not null, joining text not null default 'open', language text not null default 'en',
        member_count ${int} not null default 0, discussion_count ${int} not null default 0, post_count ${int} not null default 0,
        created_by ${int} references people (id) on delete set null, created_at ${int} not null,
        active_at ${int} not null, ${communityKey})`,
      `create unique index spaces_community_slug on spaces (slug) where parent_id is null`,
      `create unique index spaces_room_slug on spaces (community_id, parent_id, slug) where parent_id is not null`,
      `create table memberships (
        community_id ${int} not null, space_id ${int} not null,
        person_id ${int} not null references people (id) on delete cascade,
        role text not null default 'member', joined_at ${int} not null,
        primary key (community_id, space_id, person_id), ${within('space_id', 'spaces')})`,
      `create index memberships_person on memberships (person_id, community_id)`,
      `create index memberships_newest on memberships (community_id, space_id, joined_at)`,
    ];
  }

  function items(): string[] {
    return [
      `create table items (
        ${communityId}, community_id ${int} not null, space_id ${int} not null, parent_id ${int}, kind text not null,
        title text, slug text, author_id ${int} references people (id) on delete set null, language text not null,
        visibility text not null default 'space', created_at ${int} not null, updated_at ${int} not null,
        ${communityKey}, ${within('space_id', 'spaces')})`,
      `create index items_space on items (community_id, space_id, kind, created_at)`,
      `create index items_author on items (author_id, community_id, created_at)`,
      `create index items_parent on items (community_id, parent_id)`,
      `create table item_states (
        community_id ${int} not null, item_id ${int} not null, state text not null,
        by_id ${int} references people (id) on delete set null, at ${int} not null, note text,
        primary key (community_id, item_id, state), ${within('item_id', 'items')})`,
      `create index item_states_state on item_states (community_id, state, at)`,
      `create table tags (
        community_id ${int} not null, slug text not null, name text not null, item_count ${int} not null default 0,
        primary key (community_id, slug))`,
      `create table item_tags (
        community_id ${int} not null, item_id ${int} not null, tag text not null,
        primary key (community_id, item_id, tag), ${within('item_id', 'items')})`,
      `create index item_tags_tag on item_tags (community_id, tag, item_id)`,
      `create table reactions (
        community_id ${int} not null, item_id ${int} not null, person_id ${int} not null references people (id) on delete cascade,
        kind text not null, created_at ${int} not null,
        primary key (community_id, item_id, person_id, kind), ${within('item_id', 'items')})`,
      `create table reaction_counts (
        community_id ${int} not null, item_id ${int} not null, kind text not null, count ${int} not null,
        primary key (community_id, item_id, kind), ${within('item_id', 'items')})`,
      `create table follows (
        community_id ${int} not null, item_id ${int} not null, person_id ${int} not null references people (id) on delete cascade,
        level text not null, created_at ${int} not null,
        primary key (community_id, item_id, person_id), ${within('item_id', 'items')})`,
      `create index follows_person on follows (person_id, community_id)`,
      `create table revisions (
        community_id ${int} not null, item_id ${int} not null, number ${int} not null, title text, body text not null,
        editor_id ${int} references people (id) on delete set null, created_at ${int} not null,
        primary key (community_id, item_id, number), ${within('item_id', 'items')})`,
      `create table attachments (
        ${communityId}, community_id ${int} not null, space_id ${int} not null, item_id ${int}, uploader_id ${int} references people (id) on delete set null,
        blob_key text not null, name text not null, media_type text not null, size ${int} not null,
        width ${int}, height ${int}, preview_key text, alt text, created_at ${int} not null,
        ${communityKey}, ${within('space_id', 'spaces')}, ${within('item_id', 'items')})`,
      `create index attachments_item on attachments (community_id, item_id)`,
      `create index attachments_loose on attachments (created_at) where item_id is null`,
    ];
  }

  function discussions(): string[] {
    return [
      `create table discussions (
        community_id ${int} not null, item_id ${int} not null, space_id ${int} not null, type text not null,
        post_count ${int} not null default 1, people_count ${int} not null default 1,
        last_post_at ${int} not null, last_author_id ${int} references people (id) on delete set null, last_item_id ${int} not null, answer_id ${int},
        primary key (community_id, item_id), ${within('item_id', 'items')})`,
      `create index discussions_recent on discussions (community_id, space_id, last_post_at, item_id)`,
      `create index discussions_community_recent on discussions (community_id, last_post_at, item_id)`,
      `create table posts (
        community_id ${int} not null, item_id ${int} not null, discussion_id ${int} not null, number ${int} not null,
        author_id ${int} references people (id) on delete set null, reply_to_id ${int}, body text not null, html text not null, format text not null default 'markdown',
        via text not null default 'web', edited_at ${int}, edit_count ${int} not null default 0, created_at ${int} not null,
        primary key (community_id, item_id), ${within('item_id', 'items')})`,
      `create unique index posts_number on posts (community_id, discussion_id, number)`,
      `create table discussion_people (
        community_id ${int} not null, discussion_id ${int} not null, person_id ${int} not null references people (id) on delete cascade,
        post_count ${int} not null, primary key (community_id, discussion_id, person_id))`,
      `create table read_marks (
        community_id ${int} not null, person_id ${int} not null references people (id) on delete cascade,
        discussion_id ${int} not null, number ${int} not null, at ${int} not null,
        primary key (community_id, person_id, discussion_id), ${within('discussion_id', 'items')})`,
      `create table drafts (
        person_id ${int} not null references people (id) on delete cascade, key text not null,
        fields text not null, updated_at ${int} not null, primary key (person_id, key))`,
      `create table message_ids (
        community_id ${int} not null, message_id text not null, item_id ${int}, discussion_id ${int},
        primary key (community_id, message_id), ${within('item_id', 'items')})`,
      `create table archive_authors (
        community_id ${int} not null, author_key text not null, person_id ${int} not null references people (id) on delete cascade,
        primary key (community_id, author_key))`,
      `create index message_ids_item on message_ids (community_id, item_id)`,
    ];
  }

  function work(): string[] {
    return [
      `create table submissions (
        person_id ${int} not null references people (id) on delete cascade, key text not null,
        result text not null, created_at ${int} not null, primary key (person_id, key))`,
      `create index submissions_age on submissions (created_at)`,
      `create table events (
        ${communityId}, community_id ${int} not null, name text not null, payload text not null, actor_id ${int}, created_at ${int} not null,
        ${communityKey})`,
      `create index events_age on events (community_id, created_at)`,
      `create table jobs (
        ${id}, kind text not null, payload text not null, priority ${int} not null default 5, unique_key text unique,
        run_at ${int} not null, attempts ${int} not null default 0, locked_by text, locked_until ${int},
        last_error text, dead_at ${int}, created_at ${int} not null)`,
      `create index jobs_due on jobs (priority, run_at, id) where dead_at is null`,
      `create index jobs_dead on jobs (dead_at) where dead_at is not null`,
    ];
  }
}
