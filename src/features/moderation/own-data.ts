import { addPersonalData, addWrittenText, ownRows, signedRows } from '../people/index.ts';

/** What moderation keeps of people. Who reported something stays unnamed; what was asked of them goes with them. */
export function setUpModerationData(): void {
  addPersonalData(ownRows('bans.person_id', { without: ['by_id'], key: ['community_id', 'space_id'] }));
  addPersonalData(ownRows('standings.person_id', { key: ['community_id', 'space_id', 'kind'] }));
  addPersonalData(ownRows('moderation_cases.person_id', { without: ['decided_by', 'payload', 'once_key'], key: [] }));
  addPersonalData(signedRows('moderation_actions.person_id', { without: ['actor_id'] }));
  for (const column of ['bans.by_id', 'moderation_cases.decided_by', 'moderation_actions.actor_id', 'reports.reporter_id']) addPersonalData(signedRows(column));
  addWrittenText({ table: 'moderation_cases', id: 'id', columns: { title: 'text', body: 'text', payload: 'text' } });
  addWrittenText({ table: 'moderation_actions', id: 'id', columns: { note: 'text' } });
  addWrittenText({ table: 'reports', id: 'case_id', columns: { note: 'text' } });
}
