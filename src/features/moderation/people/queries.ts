import type { Db, Tables } from '#platform/db/index.ts';
import type { Space } from '../../communities/index.ts';
import type { StandingKind } from '../tables.ts';

const key = (space: Pick<Space, 'id' | 'community_id'>, personId: number) => ({ community_id: space.community_id, space_id: space.id, person_id: personId });

export async function setStanding(db: Db, standing: Tables['standings']): Promise<void> {
  const { at, until } = standing;
  await db
    .insertInto('standings')
    .values(standing)
    .onConflict((c) => c.columns(['community_id', 'space_id', 'person_id', 'kind']).doUpdateSet({ at, until }))
    .execute();
}

export async function deleteStanding(db: Db, space: Pick<Space, 'id' | 'community_id'>, personId: number, kind: StandingKind): Promise<void> {
  const { community_id, space_id } = key(space, personId);
  await db
    .deleteFrom('standings')
    .where('community_id', '=', community_id)
    .where('space_id', '=', space_id)
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .execute();
}

export async function insertBan(db: Db, ban: Tables['bans']): Promise<void> {
  const { at, until, by_id } = ban;
  await db
    .insertInto('bans')
    .values(ban)
    .onConflict((c) => c.columns(['community_id', 'space_id', 'person_id']).doUpdateSet({ at, until, by_id }))
    .execute();
}

export async function deleteBan(db: Db, space: Pick<Space, 'id' | 'community_id'>, personId: number): Promise<void> {
  const { community_id, space_id } = key(space, personId);
  await db.deleteFrom('bans').where('community_id', '=', community_id).where('space_id', '=', space_id).where('person_id', '=', personId).execute();
}

/** What holds for a person in a space now. */
export async function measuresOn(db: Db, space: Space, personId: number, now: number) {
  const standings = await db
    .selectFrom('standings')
    .select(['kind', 'until'])
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('person_id', '=', personId)
    .execute();
  const ban = await db
    .selectFrom('bans')
    .select(['until'])
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  const all = [...standings, ...(ban ? [{ kind: 'banned' as const, until: ban.until }] : [])];
  return all.filter(({ until }) => until === null || until > now);
}
