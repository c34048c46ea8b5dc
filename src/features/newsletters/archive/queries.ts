import type { SelectQueryBuilder } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import type { ShownRow } from '../../search/index.ts';
import { ISSUE, type Issue } from '../queries.ts';

export type SentIssue = Issue & { sent_at: number; number: number; author_name: string | null };

const sent = (db: Db) =>
  db
    .selectFrom('newsletter_issues as n')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'n.community_id').onRef('i.id', '=', 'n.item_id'))
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'n.community_id').onRef('x.item_id', '=', 'n.item_id').on('x.state', '=', 'deleted'),
    )
    .leftJoin('people as p', 'p.id', 'i.author_id')
    .selectAll('n')
    .select(ISSUE)
    .select('p.name as author_name')
    .where('n.sent_at', 'is not', null)
    .where('x.item_id', 'is', null);

/** Issues of a space that went out, newest first, from before a moment and id; members' issues only for members. */
export async function sentIssues(
  db: Db,
  space: { community_id: number; id: number },
  { members, before, limit }: { members: boolean; before: { at: number; id: number } | null; limit: number },
): Promise<SentIssue[]> {
  let query = sent(db)
    .where('n.community_id', '=', space.community_id)
    .where('n.space_id', '=', space.id)
    .orderBy('n.sent_at', 'desc')
    .orderBy('n.item_id', 'desc')
    .limit(limit);
  if (!members) query = query.where('n.audience', '=', 'readers');
  if (before) query = query.where((eb) => eb.or([eb('n.sent_at', '<', before.at), eb.and([eb('n.sent_at', '=', before.at), eb('n.item_id', '<', before.id)])]));
  return (await query.execute()) as SentIssue[];
}

/** Issues by id, of one or several communities, that went out: for search and lists. */
export async function sentByIds(db: Db, communityIds: number[], ids: number[]): Promise<SentIssue[]> {
  if (communityIds.length === 0 || ids.length === 0) return [];
  const rows = await sent(db)
    .where('n.community_id', 'in', communityIds)
    .where('n.item_id', 'in', ids)
    .execute();
  return rows as SentIssue[];
}

/** The same as lists of all kinds show them; the word says for whom they are. */
export function shownIssues(db: Db, communityIds: number[], ids: number[]) {
  return db
    .selectFrom('newsletter_issues as n')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'n.community_id').onRef('i.id', '=', 'n.item_id'))
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'n.community_id').onRef('x.item_id', '=', 'n.item_id').on('x.state', '=', 'deleted'),
    )
    .leftJoin('people as p', 'p.id', 'i.author_id')
    .select(['i.community_id', 'n.space_id', 'i.id', 'i.title', 'i.slug', 'n.introduction_html as html', 'n.sent_at as at', 'i.language'])
    .select(['p.name as author_name', 'p.handle as author_handle', 'i.id as thread_id', 'n.audience as word'])
    .select((eb) => [eb.lit(1).as('number'), eb.cast<string | null>(eb.lit(null), 'text').as('summary')])
    .where('n.community_id', 'in', communityIds)
    .where('n.item_id', 'in', ids)
    .where('n.sent_at', 'is not', null)
    .where('x.item_id', 'is', null) as unknown as SelectQueryBuilder<never, never, ShownRow>;
}

/** The blocks of several issues, in order. */
export async function blocksOfIssues(db: Db, communityIds: number[], issueIds: number[]) {
  if (issueIds.length === 0) return [];
  return db
    .selectFrom('newsletter_blocks')
    .select(['community_id', 'issue_id', 'kind', 'text', 'html'])
    .where('community_id', 'in', communityIds)
    .where('issue_id', 'in', issueIds)
    .orderBy('issue_id')
    .orderBy('position')
    .execute();
}
