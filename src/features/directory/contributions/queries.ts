import type { Db } from '#platform/db/index.ts';

/** States that do not take an item from readers; whatever else is said of one, it is not listed here. */
const HARMLESS = ['closed', 'pinned'] as const;

/** All spaces of the communities in which somebody wrote, without looking at all that they wrote. */
export async function spacesWrittenIn(db: Db, personId: number) {
  return db
    .selectFrom('spaces as s')
    .selectAll('s')
    .where('s.community_id', 'in', (eb) =>
      eb
        .selectFrom('spaces as c')
        .select('c.id')
        .where('c.parent_id', 'is', null)
        .where((eb) => eb.exists(eb.selectFrom('items as i').select('i.id').where('i.author_id', '=', personId).whereRef('i.community_id', '=', 'c.id'))),
    )
    .execute();
}

export interface Written {
  id: number;
  community_id: number;
  kind: string;
  created_at: number;
}

/** What somebody wrote in these spaces, the newest first, from before a moment and id; not more than is asked for. */
export async function writtenBy(
  db: Db,
  personId: number,
  spaceIds: number[],
  page: { kind: string | null; before: { at: number; id: number } | null; limit: number },
): Promise<Written[]> {
  if (spaceIds.length === 0) return [];
  let query = db
    .selectFrom('items as i')
    .select(['i.id', 'i.community_id', 'i.kind', 'i.created_at'])
    .where('i.author_id', '=', personId)
    .where('i.space_id', 'in', spaceIds)
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
  const { kind, before } = page;
  if (kind) query = query.where('i.kind', '=', kind);
  if (before) query = query.where((eb) => eb.or([eb('i.created_at', '<', before.at), eb.and([eb('i.created_at', '=', before.at), eb('i.id', '<', before.id)])]));
  return query.execute();
}
