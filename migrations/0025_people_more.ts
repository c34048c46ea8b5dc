import type { Kit } from './kit.ts';

export default function peopleMore({ int }: Kit): string[] {
  return [
    // Invitations to help are told through the ledger, which knows what it brought.
    'alter table help_invitations drop column mail_job',
    // How somebody writes, beside how much: what of it answers others, and how often they are the first to.
    ...['posts', 'answers', 'firsts'].map((column) => `alter table answering add column ${column} ${int} not null default 0`),
    `insert into jobs (kind, payload, priority, run_at, created_at)
      select 'expertise.count_all', '{"communityId":' || id || '}', 9, 0, 0 from spaces where parent_id is null`,
  ];
}
