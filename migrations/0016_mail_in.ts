import type { Kit } from './kit.ts';

/** Mail coming in: what was received and what became of it, automatic answers given, addresses that mail does not reach. */
export default function mailIn({ int, id }: Kit): string[] {
  return [
    // One row for each address that a message was sent to; the message itself is a file.
    `create table inbound_mails (
      ${id}, recipient text not null, message_key text not null, raw_key text not null, size ${int} not null,
      envelope_from text not null, remote text, helo text, via text not null, received_at ${int} not null,
      sender text, subject text, person_id ${int} references people (id) on delete set null, community_id ${int}, item_id ${int},
      status text not null default 'waiting', reason text, proof text, settled_at ${int})`,
    `create unique index inbound_mails_once on inbound_mails (recipient, message_key)`,
    `create index inbound_mails_waiting on inbound_mails (received_at) where settled_at is null`,
    `create index inbound_mails_sender on inbound_mails (sender, received_at)`,
    `create index inbound_mails_item on inbound_mails (community_id, item_id)`,
    `create index inbound_mails_raw on inbound_mails (raw_key)`,
    `create index inbound_mails_person on inbound_mails (person_id)`,
    `create index inbound_mails_age on inbound_mails (received_at)`,
    `create table mail_answers (
      address text not null, kind text not null, day ${int} not null, count ${int} not null, primary key (address, kind, day))`,
    `create table address_health (
      address text primary key, person_id ${int} not null references people (id) on delete cascade,
      hard ${int} not null default 0, soft ${int} not null default 0, since ${int} not null, last_at ${int} not null, said text,
      suspended_at ${int}, suspended_for text)`,
    `create index address_health_person on address_health (person_id)`,
  ];
}
