import type { Insertable } from 'kysely';
import { prepared, type Db, type Tables } from '#platform/db/index.ts';
import type { Space } from '../../communities/index.ts';

const writtenRows = prepared((db, v: { communityId: number; personId: number; limit: number }) =>
  db
    .selectFrom('items')
    .select('created_at')
    .where('author_id', '=', v.personId)
    .where('community_id', '=', v.communityId)
    .orderBy('created_at', 'desc')
    .limit(v.limit),
);

/** When a person last wrote something in a community, newest first. */
export async function lastWritten(db: Db, communityId: number, personId: number, limit: number): Promise<number[]> {
  return (await writtenRows(db, { communityId, personId, limit })).map((row) => row.created_at);
}

const standingRows = prepared((db, v: { communityId: number; spaceId: number; personId: number; now: number }) =>
  db
    .selectFrom('standings')
    .select('kind')
    .where('community_id', '=', v.communityId)
    .where('space_id', 'in', [v.spaceId, v.communityId])
    .where('person_id', '=', v.personId)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', v.now)])),
);

export async function standingOf(db: Db, space: Space, personId: number, now: number) {
  return (await standingRows(db, { communityId: space.community_id, spaceId: space.id, personId, now })).map((row) => row.kind);
}

/** The rules of a space and of its community. */
export async function rulesFor(db: Db, space: Space) {
  return db
    .selectFrom('moderation_rules')
    .selectAll()
    .where('community_id', '=', space.community_id)
    .where('space_id', 'in', [space.id, space.community_id])
    .execute();
}

export async function setRules(db: Db, rules: Insertable<Tables['moderation_rules']>): Promise<void> {
  const { hold_first, newcomer_links, newcomer_hourly } = rules;
  await db
    .insertInto('moderation_rules')
    .values(rules)
    .onConflict((c) => c.columns(['community_id', 'space_id']).doUpdateSet({ hold_first, newcomer_links, newcomer_hourly }))
    .execute();
}
