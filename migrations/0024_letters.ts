import type { Kit } from './kit.ts';

/** Newsletters: how much room a thing takes, what comes back from outside, and who lets clicks be counted. News go by the one ledger. */
export default function letters({ int, within }: Kit): string[] {
  return [
    `alter table newsletter_blocks add column weight text not null default 'card'`,
    // Mail to somebody from outside that came back; while it is suspended, none is sent.
    `create table newsletter_bounces (
      community_id ${int} not null, subscriber_id ${int} not null, hard ${int} not null, soft ${int} not null, last_at ${int} not null,
      said text, suspended_at ${int}, suspended_for text,
      primary key (community_id, subscriber_id), ${within('subscriber_id', 'newsletter_subscribers')})`,
    // Members by person, people from outside by subscription: nobody's links are counted unless they said so.
    `create table newsletter_counting (person_id ${int} primary key references people (id) on delete cascade, at ${int} not null)`,
    `alter table newsletter_subscribers add column counting_since ${int}`,
    `drop table news_mailings`,
  ];
}
