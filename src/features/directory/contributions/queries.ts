import type { Db } from '#platform/db/index.ts';

/** States that do not take an item from readers; whatever else is said of one, it is not listed here. */
const HARMLESS = ['closed', 'pinned'] as const;

/** The communities in which somebody wrote, without looking at all that they wrote. */
export async function communitiesWrittenIn(db: Db, personId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('spaces as c')
    .select('c.id')
    .where('c.parent_id', 'is', null)
    .where((eb) => eb.exists(eb.selectFrom('items as i').select('i.id').where('i.author_id', '=', personId).whereRef('i.community_id', '=', 'c.id')))
    .execute();
  return rows.map((row) => row.id);
}

export interface Written {
  id: number;
  community_id: number;
  space_id: number;
  kind: string;
  created_at: number;
}

/** What somebody wrote in these spaces (or anywhere), the newest first, from before a moment and id; not more than is asked for. */
export async function writtenBy(
  db: Db,
  personId: number,
  spaceIds: number[] | null,
  page: { kind: string | null; before: { at: number; id: number } | null; limit: number },
): Promise<Written[]> {
  if (spaceIds?.length === 0) return [];
  let query = db
    .selectFrom('items as i')
    .select(['i.id', 'i.community_id', 'i.space_id', 'i.kind', 'i.created_at'])
    .where('i.author_id', '=', personId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('item_states as s')
            .select('s.item_id')
            .whereRef('s.community_id', '=', 'i.community_id')
            .where((eb) => eb.or([eb('s.item_id', '=', eb.ref('i.id')), eb('s.item_id', '=', eb.ref('i.parent_id'))]))
            .where('s.state', 'not in', HARMLESS),
        ),
      ),
    )
    .orderBy('i.created_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(page.limit);
  if (spaceIds) query = query.where('i.space_id', 'in', spaceIds);
  const { kind, before } = page;
  if (kind) query = query.where('i.kind', '=', kind);
  if (before) query = query.where((eb) => eb.or([eb('i.created_at', '<', before.at), eb.and([eb('i.created_at', '=', before.at), eb('i.id', '<', before.id)])]));
  return query.execute();
}
