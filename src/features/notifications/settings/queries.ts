import { prepared, type Db } from '#platform/db/index.ts';
import type { Level } from '../tables.ts';
import type { Choice } from './resolve.ts';

/** What people chose for everything, for a community, and for a room of it, by person. */
export async function choicesOf(db: Db, personIds: number[], communityId: number, spaceId: number | null): Promise<Map<number, Choice[]>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('notification_settings')
    .selectAll()
    .where('person_id', 'in', personIds)
    .where('community_id', 'in', [0, communityId])
    .where('space_id', 'in', [0, communityId, spaceId ?? communityId])
    .execute();
  const choices = new Map<number, Choice[]>();
  for (const row of rows) choices.set(row.person_id, [...(choices.get(row.person_id) ?? []), row]);
  return choices;
}

export async function allChoicesOf(db: Db, personId: number): Promise<Choice[]> {
  return db.selectFrom('notification_settings').select(['community_id', 'space_id', 'level', 'mail', 'push']).where('person_id', '=', personId).execute();
}

/** Keeps a choice; one that leaves everything as above is none. */
export async function keepChoice(db: Db, personId: number, choice: Choice, at: number): Promise<void> {
  const { community_id, space_id, ...values } = choice;
  if (Object.values(values).every((value) => value === null)) {
    await db.deleteFrom('notification_settings').where('community_id', '=', community_id).where('space_id', '=', space_id).where('person_id', '=', personId).execute();
    return;
  }
  await db
    .insertInto('notification_settings')
    .values({ ...choice, person_id: personId, updated_at: at })
    .onConflict((c) => c.columns(['community_id', 'space_id', 'person_id']).doUpdateSet({ ...values, updated_at: at }))
    .execute();
}

/** What holds for mail in the rooms of a community (in everything: 0) is what holds above. */
export async function forgetMailBelow(db: Db, personId: number, communityId: number): Promise<void> {
  let query = db.updateTable('notification_settings').set({ mail: null }).where('person_id', '=', personId).whereRef('space_id', '!=', 'community_id');
  if (communityId === 0) query = db.updateTable('notification_settings').set({ mail: null }).where('person_id', '=', personId).where('community_id', '!=', 0);
  else query = query.where('community_id', '=', communityId);
  await query.execute();
}

interface Watching {
  communityId: number;
  spaceId: number;
  level: Level;
  /** Another level, or the same again. */
  or: Level;
  after: number;
  limit: number;
}

// From the settings to the memberships: few choose, many are members.
const watcherRows = prepared((db, v: Watching) =>
  db
    .selectFrom('notification_settings as s')
    .select('s.person_id')
    .distinct()
    .where('s.community_id', 'in', [0, v.communityId])
    .where('s.space_id', 'in', [0, v.communityId, v.spaceId])
    .where('s.level', 'in', [v.level, v.or])
    .where('s.person_id', '>', v.after)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('memberships as m')
          .select('m.person_id')
          .where('m.community_id', '=', v.communityId)
          .where('m.space_id', 'in', [v.communityId, v.spaceId])
          .whereRef('m.person_id', '=', 's.person_id'),
      ),
    )
    .orderBy('s.person_id')
    .limit(v.limit),
);

/** Members of a space who may wish to be told of more than what they follow, a stretch at a time by person id. */
export async function watchersOf(
  db: Db,
  { levels: [level, or = level], ...space }: { communityId: number; spaceId: number; levels: [Level, Level?] },
  after: number,
  limit: number,
): Promise<number[]> {
  const rows = await watcherRows(db, { ...space, level, or, after, limit });
  return rows.map((row) => row.person_id);
}

export async function quietHoursOf(db: Db, personId: number): Promise<{ since: number; until: number } | null> {
  return (await db.selectFrom('quiet_hours').select(['since', 'until']).where('person_id', '=', personId).executeTakeFirst()) ?? null;
}

export async function setQuietHours(db: Db, personId: number, hours: { since: number; until: number } | null): Promise<void> {
  await db.deleteFrom('quiet_hours').where('person_id', '=', personId).execute();
  if (hours) await db.insertInto('quiet_hours').values({ person_id: personId, ...hours }).execute();
}
