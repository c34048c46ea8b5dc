import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import { slug } from '#platform/text/excerpt.ts';

export interface Mentionable {
  handle: string;
  name: string;
  organisation: string | null;
  photo_key: string | null;
  audiences: string;
}

/** Members of a space whose handle or one of whose names begins so, by name. */
export async function membersBeginning(db: Db, communityId: number, spaceId: number, typed: string, limit: number): Promise<Mentionable[]> {
  const begin = `${typed.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const handle = slug(typed).replace(/[\\%_]/g, '\\$&');
  return db
    .selectFrom('memberships as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select(['p.handle', 'p.name', 'p.organisation', 'p.photo_key', 'p.audiences'])
    .where('m.community_id', '=', communityId)
    .where('m.space_id', '=', spaceId)
    .where((eb) =>
      eb.or([
        ...(handle ? [sql<boolean>`p.handle like ${`${handle}%`} escape '\\'`] : []),
        sql<boolean>`lower(p.name) like ${begin} escape '\\'`,
        sql<boolean>`lower(p.name) like ${`% ${begin}`} escape '\\'`,
      ]),
    )
    .orderBy('p.name')
    .orderBy('p.id')
    .limit(limit)
    .execute();
}
