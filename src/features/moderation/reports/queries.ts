import type { Db } from '#platform/db/index.ts';

/** What somebody reported, the latest first, with what became of it. */
export async function reportsOf(db: Db, reporterId: number, before: { at: number; id: number } | null, limit: number) {
  let query = db
    .selectFrom('reports as r')
    .innerJoin('moderation_cases as c', (join) => join.onRef('c.community_id', '=', 'r.community_id').onRef('c.id', '=', 'r.case_id'))
    .leftJoin('items as i', (join) => join.onRef('i.community_id', '=', 'c.community_id').onRef('i.id', '=', 'c.item_id'))
    .leftJoin('moderation_actions as a', (join) => join.onRef('a.community_id', '=', 'c.community_id').onRef('a.case_id', '=', 'c.id').on('a.action', '=', 'hidden'))
    .select(['r.community_id', 'r.case_id', 'r.reason', 'r.note', 'r.at', 'c.space_id', 'c.decision', 'c.decided_at', 'i.id as item_id', 'i.kind as item_kind', 'a.undone_at'])
    .where('r.reporter_id', '=', reporterId)
    .orderBy('r.at', 'desc')
    .orderBy('r.case_id', 'desc')
    .limit(limit);
  if (before) query = query.where((eb) => eb.or([eb('r.at', '<', before.at), eb.and([eb('r.at', '=', before.at), eb('r.case_id', '<', before.id)])]));
  return query.execute();
}
export type OwnReport = Awaited<ReturnType<typeof reportsOf>>[number];

/** Everybody who reported the item of a case. */
export async function reportersOf(db: Db, communityId: number, caseId: number): Promise<number[]> {
  const rows = await db.selectFrom('reports').select('reporter_id').where('community_id', '=', communityId).where('case_id', '=', caseId).execute();
  return rows.map((row) => row.reporter_id);
}
