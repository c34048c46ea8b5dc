import type { Insertable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';
import type { Space } from '../../communities/index.ts';

export async function entranceRow(db: Db, space: Pick<Space, 'id' | 'community_id'>) {
  return db.selectFrom('entrances').selectAll().where('community_id', '=', space.community_id).where('space_id', '=', space.id).executeTakeFirst();
}

export async function saveEntrance(db: Db, entrance: Insertable<Tables['entrances']>): Promise<void> {
  const { community_id: _c, space_id: _s, ...values } = entrance;
  await db.insertInto('entrances').values(entrance).onConflict((c) => c.columns(['community_id', 'space_id']).doUpdateSet(values)).execute();
}

/** The domains of a person's confirmed addresses. */
export async function domainsOf(db: Db, personId: number): Promise<string[]> {
  const rows = await db.selectFrom('addresses').select('address').where('person_id', '=', personId).where('confirmed_at', 'is not', null).execute();
  return rows.map(({ address }) => address.slice(address.lastIndexOf('@') + 1));
}
