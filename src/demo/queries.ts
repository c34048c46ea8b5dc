import type { Insertable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';

export async function recentTitles(db: Db, communityId: number) {
  return db.selectFrom('items').select(['id', 'title']).where('community_id', '=', communityId).where('kind', '=', 'discussion').orderBy('id').execute();
}

/** Posts that came by mail, oldest first, with who wrote them and where. */
export async function postsByMail(db: Db) {
  return db
    .selectFrom('posts as p')
    .innerJoin('people as w', 'w.id', 'p.author_id')
    .innerJoin('addresses as a', 'a.person_id', 'w.id')
    .innerJoin('items as d', (join) => join.onRef('d.community_id', '=', 'p.community_id').onRef('d.id', '=', 'p.discussion_id'))
    .select(['p.item_id', 'p.community_id', 'p.author_id', 'p.body', 'p.created_at', 'w.name', 'a.address', 'd.title'])
    .where('p.via', '=', 'mail')
    .orderBy('p.created_at')
    .execute();
}

export async function troubleAddress(db: Db, row: Insertable<Tables['address_health']>): Promise<void> {
  await db.insertInto('address_health').values(row).execute();
}

/** To how many an issue of the sample went, which nobody was sent. */
export async function noteRecipients(db: Db, communityId: number, issueId: number, count: number): Promise<void> {
  await db.updateTable('newsletter_issues').set({ recipient_count: count }).where('community_id', '=', communityId).where('item_id', '=', issueId).execute();
}
