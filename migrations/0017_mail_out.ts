import type { Kit } from './kit.ts';

/** Mail going out: what waits for a digest, how each wishes it, and what is on its way. */
export default function mailOut({ int, id }: Kit): string[] {
  return [
    // What waits for a digest of its person.
    `alter table notifications add column gathered ${int} not null default 0`,
    `create index notifications_gathered on notifications (person_id, id) where gathered = 1 and read_at is null`,
    `create table mail_wishes (
      person_id ${int} primary key references people (id) on delete cascade, minute ${int} not null, near ${int} not null, own ${int} not null)`,
    // One row per recipient, from the change that asked for it until the mail server has taken it.
    `create table outgoing_mails (
      ${id}, priority ${int} not null, recipient text not null, sequence text, message text not null,
      run_at ${int} not null, attempts ${int} not null default 0, locked_until ${int}, last_error text, failed_at ${int}, created_at ${int} not null)`,
    `create index outgoing_mails_due on outgoing_mails (priority, id) where failed_at is null`,
    `create index outgoing_mails_sequence on outgoing_mails (sequence, id) where failed_at is null`,
    `create index outgoing_mails_failed on outgoing_mails (failed_at) where failed_at is not null`,
  ];
}
