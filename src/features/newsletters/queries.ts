import type { Selectable } from 'kysely';
import { prepared, type Db } from '#platform/db/index.ts';
import type { BlockTable, IssueTable } from './tables.ts';

export type Issue = Selectable<IssueTable> & { id: number; title: string; slug: string; language: string; author_id: number | null; created_at: number; updated_at: number };
export type Block = Selectable<BlockTable>;

export const ISSUE = ['i.id', 'i.title', 'i.slug', 'i.language', 'i.author_id', 'i.created_at', 'i.updated_at'] as const;

const issueRows = prepared((db, v: { communityId: number; id: number }) =>
  db
    .selectFrom('newsletter_issues as n')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'n.community_id').onRef('i.id', '=', 'n.item_id'))
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'n.community_id').onRef('x.item_id', '=', 'n.item_id').on('x.state', '=', 'deleted'),
    )
    .selectAll('n')
    .select(ISSUE)
    .where('n.community_id', '=', v.communityId)
    .where('n.item_id', '=', v.id)
    .where('x.item_id', 'is', null),
);

export async function issueById(db: Db, communityId: number, id: number): Promise<Issue | undefined> {
  return (await issueRows(db, { communityId, id }))[0] as Issue | undefined;
}

export async function blocksOf(db: Db, communityId: number, issueId: number): Promise<Block[]> {
  return db
    .selectFrom('newsletter_blocks')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('issue_id', '=', issueId)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** What was done with an issue, oldest first. */
export async function stepsOf(db: Db, communityId: number, issueId: number) {
  return db
    .selectFrom('newsletter_steps as s')
    .leftJoin('people as p', 'p.id', 's.by_id')
    .select(['s.id', 's.step', 's.note', 's.at', 'p.name', 'p.handle'])
    .where('s.community_id', '=', communityId)
    .where('s.issue_id', '=', issueId)
    .orderBy('s.id')
    .limit(100)
    .execute();
}
