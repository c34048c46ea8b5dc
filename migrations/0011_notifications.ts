import type { Kit } from './kit.ts';

/** What reached whom, and how each wishes to be reached. */
export default function notifications({ int, id, communityId, communityKey, within }: Kit): string[] {
  const person = `person_id ${int} not null references people (id) on delete cascade`;
  return [
    // One line of the ledger: nobody is told the same thing twice.
    `create table notifications (
      ${communityId}, community_id ${int} not null, ${person}, kind text not null, key text not null, reason text not null, bundle text not null,
      space_id ${int}, thread_id ${int}, item_id ${int}, position ${int} not null default 0,
      actor_id ${int} references people (id) on delete set null, data text, created_at ${int} not null, read_at ${int},
      ${communityKey}, ${within('item_id', 'items')})`,
    `create unique index notifications_once on notifications (community_id, person_id, kind, key)`,
    `create index notifications_person on notifications (person_id, id)`,
    `create index notifications_unread on notifications (person_id, id) where read_at is null`,
    `create index notifications_item on notifications (community_id, item_id)`,
    `create index notifications_age on notifications (created_at)`,
    // And once per channel: the job that took it is the only one that sends it.
    `create table notification_deliveries (
      community_id ${int} not null, notification_id ${int} not null, channel text not null, job_id ${int} not null, at ${int} not null,
      primary key (community_id, notification_id, channel), ${within('notification_id', 'notifications')})`,
    // For everything (0, 0), a community (its id twice) or a room. What is null is as one level above.
    `create table notification_settings (
      community_id ${int} not null, space_id ${int} not null, ${person}, level text, mail text, push text, updated_at ${int} not null,
      primary key (community_id, space_id, person_id))`,
    `create index notification_settings_person on notification_settings (person_id)`,
    `create index notification_settings_level on notification_settings (community_id, space_id, level, person_id)`,
    `create table quiet_hours (person_id ${int} primary key references people (id) on delete cascade, since ${int} not null, until ${int} not null)`,
    `create table push_subscriptions (
      ${id}, ${person}, session_id text, endpoint text not null unique, p256dh text not null, auth text not null,
      device text not null, created_at ${int} not null, used_at ${int})`,
    `create index push_subscriptions_person on push_subscriptions (person_id)`,
    ...mailings(),
  ];
}

/** The list of mails that were sent becomes part of the ledger. */
function mailings(): string[] {
  const both = `m.community_id = n.community_id and m.person_id = n.person_id and n.kind = 'discussions.post' and n.item_id = m.item_id`;
  return [
    `insert into notifications (community_id, person_id, kind, key, reason, bundle, space_id, thread_id, item_id, position, actor_id, created_at, read_at)
      select m.community_id, m.person_id, 'discussions.post', cast(m.item_id as text), 'follow', 'discussion ' || cast(p.discussion_id as text),
        i.space_id, p.discussion_id, m.item_id, p.number, p.author_id, m.at, m.at
      from mailings m
      join posts p on p.community_id = m.community_id and p.item_id = m.item_id
      join items i on i.community_id = m.community_id and i.id = m.item_id`,
    `insert into notification_deliveries (community_id, notification_id, channel, job_id, at)
      select n.community_id, n.id, 'mail', m.job_id, m.at from notifications n join mailings m on ${both}`,
    `drop table mailings`,
  ];
}
