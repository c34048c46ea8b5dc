import type { Db } from '#platform/db/index.ts';
import type { Space } from '../../communities/index.ts';

/** Who may have a hand in a space's newsletters: those who run it or its community, and those whom a named role lets. */
export async function editorIds(db: Db, space: Space, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('memberships')
    .select('person_id')
    .distinct()
    .where('community_id', '=', space.community_id)
    .where('space_id', 'in', [space.id, space.community_id])
    .where((eb) => eb.or([eb('role', 'in', ['facilitator', 'steward']), eb('grants', '!=', '[]')]))
    .orderBy('person_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.person_id);
}

/** The last word that somebody said with a step. */
export async function lastNote(db: Db, communityId: number, issueId: number, step: 'requested' | 'approved' | 'returned') {
  return db
    .selectFrom('newsletter_steps as s')
    .leftJoin('people as p', 'p.id', 's.by_id')
    .select(['s.note', 'p.name'])
    .where('s.community_id', '=', communityId)
    .where('s.issue_id', '=', issueId)
    .where('s.step', '=', step)
    .orderBy('s.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** What waits for somebody's eye, as the work list reads it. */
export function issuesToLookAt(db: Db, communityId: number, spaceIds: number[]) {
  return db
    .selectFrom('newsletter_issues as n')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'n.community_id').onRef('i.id', '=', 'n.item_id'))
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'n.community_id').onRef('x.item_id', '=', 'n.item_id').on('x.state', '=', 'deleted'),
    )
    .select((eb) => [eb.val('newsletter').as('kind'), 'n.item_id as id', 'n.space_id', 'i.title', 'i.updated_at as at', 'n.requested_by as person_id'])
    .where('n.community_id', '=', communityId)
    .where('n.space_id', 'in', spaceIds)
    .where('n.sent_at', 'is', null)
    .where('x.item_id', 'is', null)
    .where((eb) => eb.or([eb('n.state', '=', 'waiting'), eb.and([eb('n.state', '=', 'draft'), eb('n.month', 'is not', null)])])) as never;
}
