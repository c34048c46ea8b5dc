import type { Kit } from './kit.ts';

/** News and announcements; contact. */
export default function news({ int, communityId, communityKey, within }: Kit): string[] {
  return [
    `create table news (
      community_id ${int} not null, item_id ${int} not null, space_id ${int} not null,
      type text not null, summary text not null, body text not null, html text not null, credit text, picture_id ${int},
      starts_at ${int}, ends_at ${int}, deadline_at ${int}, place text, link text,
      publish_at ${int}, published_at ${int}, expires_at ${int}, edited_at ${int}, edit_count ${int} not null default 0, discussion_id ${int},
      primary key (community_id, item_id), ${within('item_id', 'items')}, ${within('space_id', 'spaces')})`,
    `create index news_listed on news (community_id, space_id, published_at, item_id)`,
    `create index news_deadlines on news (community_id, deadline_at) where deadline_at is not null`,
    `create table news_months (
      community_id ${int} not null, space_id ${int} not null, month text not null, count ${int} not null,
      primary key (community_id, space_id, month), ${within('space_id', 'spaces')})`,
    `create table news_choices (
      community_id ${int} not null, person_id ${int} not null references people (id) on delete cascade,
      muted text not null, mail_since ${int}, primary key (community_id, person_id))`,
    `create index news_choices_person on news_choices (person_id)`,
    `create table news_mailings (
      community_id ${int} not null, item_id ${int} not null, person_id ${int} not null references people (id) on delete cascade,
      job_id ${int} not null, at ${int} not null, primary key (community_id, item_id, person_id), ${within('item_id', 'items')})`,
    `create index news_mailings_person on news_mailings (person_id)`,
    `create table contact_conversations (
      ${communityId}, community_id ${int} not null, name text not null, address text not null, language text not null,
      person_id ${int} references people (id) on delete set null, subject text not null, state text not null,
      state_at ${int} not null, state_by ${int} references people (id) on delete set null,
      assigned_id ${int} references people (id) on delete set null, created_at ${int} not null, active_at ${int} not null,
      ${communityKey})`,
    `create index contact_conversations_state on contact_conversations (community_id, state, active_at, id)`,
    `create index contact_conversations_active on contact_conversations (active_at)`,
    `create index contact_conversations_address on contact_conversations (address, created_at)`,
    `create index contact_conversations_person on contact_conversations (person_id)`,
    `create table contact_messages (
      ${communityId}, community_id ${int} not null, conversation_id ${int} not null, kind text not null,
      author_id ${int} references people (id) on delete set null, body text not null, created_at ${int} not null,
      once_key text, mailed_job ${int}, ${communityKey}, ${within('conversation_id', 'contact_conversations')})`,
    `create index contact_messages_conversation on contact_messages (community_id, conversation_id, id)`,
    `create unique index contact_messages_once on contact_messages (community_id, once_key) where once_key is not null`,
    `create index contact_messages_author on contact_messages (author_id)`,
  ];
}
