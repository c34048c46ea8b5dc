import type { Db } from '#platform/db/index.ts';
import type { Space } from '../../communities/index.ts';
import type { Notification } from '../ledger/queries.ts';

/** What a person has not read of some kinds and reasons in their communities, newest first, with all that a line says of it: one statement. */
export async function unreadWith(db: Db, personId: number, communityIds: number[], told: { kind: string; reason: string }[], limit: number) {
  if (communityIds.length === 0 || told.length === 0) return [];
  const rows = await db
    .selectFrom('notifications as n')
    .innerJoin('spaces as s', (join) => join.onRef('s.community_id', '=', 'n.community_id').on((eb) => eb('s.id', '=', eb.fn.coalesce('n.space_id', 'n.community_id'))))
    .leftJoin('items as t', (join) => join.onRef('t.community_id', '=', 'n.community_id').onRef('t.id', '=', 'n.thread_id'))
    .leftJoin('items as i', (join) => join.onRef('i.community_id', '=', 'n.community_id').onRef('i.id', '=', 'n.item_id'))
    .leftJoin('item_states as x', (join) =>
      join
        .onRef('x.community_id', '=', 'n.community_id')
        .on((eb) => eb.or([eb('x.item_id', '=', eb.ref('n.item_id')), eb('x.item_id', '=', eb.ref('n.thread_id'))]))
        .on('x.state', '=', 'deleted'),
    )
    .leftJoin('people as p', 'p.id', 'n.actor_id')
    .selectAll('n')
    .select(['s.id as s_id', 's.parent_id as s_parent_id', 's.slug as s_slug', 's.name as s_name', 's.visibility as s_visibility'])
    .select(['t.kind as t_kind', 't.title as t_title', 't.slug as t_slug', 't.space_id as t_space_id'])
    .select(['i.kind as i_kind', 'i.title as i_title', 'i.slug as i_slug', 'i.space_id as i_space_id'])
    .select(['p.name as p_name', 'p.handle as p_handle', 'p.photo_key as p_photo_key'])
    .where('n.person_id', '=', personId)
    .where('n.read_at', 'is', null)
    .where('n.community_id', 'in', communityIds)
    .where((eb) => eb.or(told.map(({ kind, reason }) => eb.and([eb('n.kind', '=', kind), eb('n.reason', '=', reason)]))))
    .where('x.item_id', 'is', null)
    .orderBy('n.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    row: row as Notification,
    // As much of it as lines and their links need.
    space: { id: row.s_id, community_id: row.community_id, parent_id: row.s_parent_id, slug: row.s_slug, name: row.s_name, visibility: row.s_visibility } as Space,
    items: [
      ...(row.thread_id !== null && row.t_kind !== null ? [{ id: row.thread_id, kind: row.t_kind, title: row.t_title, slug: row.t_slug, space_id: row.t_space_id!, deleted_at: null }] : []),
      ...(row.item_id !== null && row.i_kind !== null ? [{ id: row.item_id, kind: row.i_kind, title: row.i_title, slug: row.i_slug, space_id: row.i_space_id!, deleted_at: null }] : []),
    ],
    actor: row.actor_id === null || row.p_name === null ? null : { id: row.actor_id, name: row.p_name, handle: row.p_handle!, photo_key: row.p_photo_key },
  }));
}
