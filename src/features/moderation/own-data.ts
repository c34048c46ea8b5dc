import { addPersonalData, addWrittenText, ownRows, signedRows } from '../people/index.ts';

/** What moderation keeps of people. Who reported something stays unnamed; what was asked of them goes with them. */
export function setUpModerationData(): void {
  for (const column of ['bans.person_id', 'standings.person_id']) addPersonalData(ownRows(column, { without: ['by_id'] }));
  addPersonalData(ownRows('moderation_cases.person_id', { without: ['decided_by', 'payload', 'once_key'] }));
  addPersonalData(signedRows('moderation_actions.person_id', { without: ['actor_id'] }));
  for (const column of ['bans.by_id', 'moderation_cases.decided_by', 'moderation_actions.actor_id', 'reports.reporter_id']) addPersonalData(signedRows(column));
  addWrittenText({ table: 'moderation_cases', id: 'id', columns: { title: 'text', body: 'text', payload: 'text' } });
  addWrittenText({ table: 'moderation_actions', id: 'id', columns: { note: 'text' } });
  addWrittenText({ table: 'reports', id: 'case_id', columns: { note: 'text' } });
}
