import type { Kit } from './kit.ts';

/** What conversations were called in mails before their room moved; somebody's own reports, the latest first. */
export default function ledger({ int }: Kit): string[] {
  return [
    `alter table contact_conversations add column begun_in ${int}`,
    `create index reports_reporter on reports (reporter_id, at)`,
    `create index moderation_actions_case on moderation_actions (community_id, case_id)`,
  ];
}
