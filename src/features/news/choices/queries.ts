import type { Db } from '#platform/db/index.ts';
import type { NewsType } from '../tables.ts';

/** What a person wishes of a community's news. */
export interface Chosen {
  muted: NewsType[];
  mail: boolean;
}

export async function choicesOf(db: Db, communityId: number, personId: number): Promise<Chosen> {
  const row = await db
    .selectFrom('news_choices')
    .select(['muted', 'mail_since'])
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return { muted: row ? (JSON.parse(row.muted) as NewsType[]) : [], mail: row?.mail_since != null };
}

/** Keeps choices; since when mail is wished stays as it was. */
export async function keepChoices(db: Db, key: { community_id: number; person_id: number }, { muted, mail }: Chosen, now: number): Promise<void> {
  const text = JSON.stringify(muted);
  await db
    .insertInto('news_choices')
    .values({ ...key, muted: text, mail_since: mail ? now : null })
    .onConflict((c) =>
      c.columns(['community_id', 'person_id']).doUpdateSet((eb) => ({ muted: text, mail_since: mail ? eb.fn.coalesce('news_choices.mail_since', eb.val(now)) : null })),
    )
    .execute();
}

/** Members who asked to be told of news, a stretch at a time by person. */
export async function mailedMembers(db: Db, communityId: number, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('news_choices as c')
    .innerJoin('memberships as m', (join) => join.onRef('m.community_id', '=', 'c.community_id').onRef('m.space_id', '=', 'c.community_id').onRef('m.person_id', '=', 'c.person_id'))
    .select('c.person_id')
    .where('c.community_id', '=', communityId)
    .where('c.mail_since', 'is not', null)
    .where('c.person_id', '>', after)
    .orderBy('c.person_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.person_id);
}

/** Which of some people muted a type. */
export async function mutingOf(db: Db, communityId: number, personIds: number[], type: NewsType): Promise<Set<number>> {
  if (personIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('news_choices')
    .select(['person_id', 'muted'])
    .where('community_id', '=', communityId)
    .where('person_id', 'in', personIds)
    .execute();
  return new Set(rows.filter(({ muted }) => (JSON.parse(muted) as NewsType[]).includes(type)).map((row) => row.person_id));
}
