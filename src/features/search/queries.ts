import type { SelectQueryBuilder } from 'kysely';
import type { Db } from '#platform/db/index.ts';

/** An item as lists of all kinds show it; what only its kind knows of stands in the last three. */
export interface ShownRow {
  community_id: number;
  space_id: number;
  id: number;
  title: string;
  slug: string;
  /** Plain words that stand before the text. */
  summary: string | null;
  html: string;
  at: number;
  language: string;
  author_name: string | null;
  author_handle: string | null;
  thread_id: number;
  number: number;
  word: string | null;
}

/** The statement that reads some items of a kind: those that are there, whoever may read them. */
export type ShownRows = (db: Db, communityIds: number[], ids: number[]) => SelectQueryBuilder<never, never, ShownRow>;

const COLUMNS = ['community_id', 'space_id', 'id', 'title', 'slug', 'summary', 'html', 'at', 'language', 'author_name', 'author_handle', 'thread_id', 'number', 'word'] as const;

/** The rows of several kinds in one statement; `arm` says of which. */
export async function shownRows(db: Db, selections: SelectQueryBuilder<never, never, ShownRow>[]): Promise<(ShownRow & { arm: number })[]> {
  const arms = selections.map((selection, arm) => db.selectFrom(selection.as('x')).select(COLUMNS).select((eb) => eb.lit(arm).as('arm')));
  const [first, ...rest] = arms;
  return first ? rest.reduce((union, arm) => union.unionAll(arm), first).execute() : [];
}

/** Members of a community among these people. */
export async function peopleOfCommunity(db: Db, communityId: number, ids: number[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('memberships as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.name', 'p.handle', 'p.headline', 'p.organisation', 'p.organisations', 'p.can_help', 'p.looking_for', 'p.practice', 'p.bio', 'p.bio_html', 'p.photo_key', 'p.language', 'p.audiences'])
    .where('m.community_id', '=', communityId)
    .where('m.space_id', '=', communityId)
    .where('m.person_id', 'in', ids)
    .execute();
}

/** The communities that a person belongs to. */
export async function communitiesOf(db: Db, personId: number): Promise<number[]> {
  const rows = await db.selectFrom('memberships').select('community_id').distinct().where('person_id', '=', personId).execute();
  return rows.map((row) => row.community_id);
}
