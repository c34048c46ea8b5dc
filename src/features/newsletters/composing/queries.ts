import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import { ISSUE, type Block, type Issue } from '../queries.ts';
import type { BlockTable, IssueState, IssueTable, Step } from '../tables.ts';

export async function insertIssue(db: Db, issue: Insertable<IssueTable>): Promise<void> {
  await db.insertInto('newsletter_issues').values(issue).execute();
}

/** Changes an issue that is in one of some states; false when it is in none of them any more. */
export async function updateIssue(db: Db, communityId: number, id: number, from: IssueState[], values: Updateable<IssueTable>): Promise<boolean> {
  const done = await db
    .updateTable('newsletter_issues')
    .set(values)
    .where('community_id', '=', communityId)
    .where('item_id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function updateItem(db: Db, communityId: number, id: number, values: { title?: string; slug?: string; language?: string; created_at?: number; updated_at: number }): Promise<void> {
  await db.updateTable('items').set(values).where('community_id', '=', communityId).where('id', '=', id).execute();
}

export async function insertStep(db: Db, step: { community_id: number; issue_id: number; step: Step; by_id: number | null; note: string | null; at: number }): Promise<void> {
  await db.insertInto('newsletter_steps').values(step).execute();
}

export async function insertBlocks(db: Db, blocks: Insertable<BlockTable>[]): Promise<number[]> {
  if (blocks.length === 0) return [];
  return (await db.insertInto('newsletter_blocks').values(blocks).returning('id').execute()).map((row) => row.id);
}

/** The number of blocks, and the last place among them. */
export async function lastPosition(db: Db, communityId: number, issueId: number): Promise<{ count: number; last: number }> {
  return db
    .selectFrom('newsletter_blocks')
    .select([sql<number>`count(*)`.as('count'), sql<number>`coalesce(max(position), 0)`.as('last')])
    .where('community_id', '=', communityId)
    .where('issue_id', '=', issueId)
    .executeTakeFirstOrThrow();
}

export async function updateBlock(db: Db, block: Pick<Block, 'community_id' | 'issue_id' | 'id'>, values: Updateable<BlockTable>): Promise<void> {
  await db
    .updateTable('newsletter_blocks')
    .set(values)
    .where('community_id', '=', block.community_id)
    .where('issue_id', '=', block.issue_id)
    .where('id', '=', block.id)
    .execute();
}

export async function deleteBlock(db: Db, block: Pick<Block, 'community_id' | 'issue_id' | 'id'>): Promise<void> {
  await db
    .deleteFrom('newsletter_blocks')
    .where('community_id', '=', block.community_id)
    .where('issue_id', '=', block.issue_id)
    .where('id', '=', block.id)
    .execute();
}

/** The issues of a space that have not gone out, latest changed first. */
export async function openIssues(db: Db, space: { community_id: number; id: number }, limit: number): Promise<Issue[]> {
  const rows = await db
    .selectFrom('newsletter_issues as n')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'n.community_id').onRef('i.id', '=', 'n.item_id'))
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'n.community_id').onRef('x.item_id', '=', 'n.item_id').on('x.state', '=', 'deleted'),
    )
    .selectAll('n')
    .select(ISSUE)
    .where('n.community_id', '=', space.community_id)
    .where('n.space_id', '=', space.id)
    .where('n.state', '!=', 'sent')
    .where('n.sent_at', 'is', null)
    .where('x.item_id', 'is', null)
    .orderBy('i.updated_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(limit)
    .execute();
  return rows as Issue[];
}

/** When the last issue of a space went out. */
export async function lastSent(db: Db, communityId: number, spaceId: number): Promise<number | null> {
  const row = await db
    .selectFrom('newsletter_issues')
    .select('sent_at')
    .where('community_id', '=', communityId)
    .where('space_id', '=', spaceId)
    .where('sent_at', 'is not', null)
    .orderBy('sent_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.sent_at ?? null;
}
