import type { Kit } from './kit.ts';

/** Newsletters: issues and their blocks, who gets them, what went to whom. */
export default function newsletters({ int, communityId, communityKey, within }: Kit): string[] {
  const space = `community_id ${int} not null, space_id ${int} not null`;
  const issue = `community_id ${int} not null, issue_id ${int} not null`;
  const person = `person_id ${int} not null references people (id) on delete cascade`;
  const by = (name: string) => `${name} ${int} references people (id) on delete set null`;
  return [
    `create table newsletter_issues (
      community_id ${int} not null, item_id ${int} not null, space_id ${int} not null, template text not null,
      introduction text not null, introduction_html text not null, audience text not null, state text not null,
      month text, number ${int}, ${by('requested_by')}, requested_at ${int}, ${by('approved_by')}, approved_at ${int},
      scheduled_for ${int}, zone text, sent_at ${int}, counts_clicks ${int} not null default 0,
      progress text, recipient_count ${int} not null default 0,
      primary key (community_id, item_id), ${within('item_id', 'items')}, ${within('space_id', 'spaces')})`,
    `create index newsletter_issues_sent on newsletter_issues (community_id, space_id, sent_at, item_id)`,
    `create index newsletter_issues_open on newsletter_issues (community_id, space_id, state) where sent_at is null`,
    `create table newsletter_steps (
      ${communityId}, ${issue}, step text not null, ${by('by_id')}, note text, at ${int} not null,
      ${communityKey}, ${within('issue_id', 'items')})`,
    `create index newsletter_steps_issue on newsletter_steps (community_id, issue_id, id)`,
    // A heading, words of one's own, or an item; the card of an item is kept as it was when the issue went out.
    `create table newsletter_blocks (
      ${communityId}, ${issue}, position ${int} not null, kind text not null, text text not null, html text not null,
      source text, item_id ${int}, card text, ${communityKey}, ${within('issue_id', 'items')})`,
    `create index newsletter_blocks_issue on newsletter_blocks (community_id, issue_id, position)`,
    `create table newsletter_settings (
      ${space}, approval ${int} not null, clicks ${int} not null, monthly ${int} not null, zone text not null,
      primary key (community_id, space_id), ${within('space_id', 'spaces')})`,
    // The month of which a draft was made, or of which there was nothing to tell.
    `create table newsletter_months (
      ${space}, month text not null, at ${int} not null, primary key (community_id, space_id, month), ${within('space_id', 'spaces')})`,
    `create table newsletter_subscriptions (
      ${space}, ${person}, wanted ${int} not null, at ${int} not null,
      primary key (community_id, space_id, person_id), ${within('space_id', 'spaces')})`,
    `create index newsletter_subscriptions_person on newsletter_subscriptions (person_id)`,
    `create table newsletter_subscribers (
      ${communityId}, ${space}, address text not null, language text not null,
      asked_at ${int} not null, confirmed_at ${int}, ended_at ${int}, ${communityKey}, ${within('space_id', 'spaces')})`,
    `create unique index newsletter_subscribers_address on newsletter_subscribers (community_id, space_id, address)`,
    // One row for each recipient of an issue, whoever sends it and however often that is tried.
    `create table newsletter_mailings (
      ${issue}, recipient text not null, job_id ${int} not null, at ${int} not null, sent_at ${int},
      primary key (community_id, issue_id, recipient), ${within('issue_id', 'items')})`,
    `create table newsletter_links (
      ${issue}, number ${int} not null, url text not null, clicks ${int} not null default 0,
      primary key (community_id, issue_id, number), ${within('issue_id', 'items')})`,
  ];
}
