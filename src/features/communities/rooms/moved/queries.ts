import type { Db } from '#platform/db/index.ts';

/** Tables whose ids stand in tokens and addresses that people keep. */
type Known = 'items' | 'spaces' | 'join_requests' | 'help_invitations' | 'contact_conversations' | 'newsletter_subscribers';

/** Where the room is that had this address in a community, and has moved to another. */
export async function movedRoomAt(db: Db, communityId: number, slug: string) {
  return db.selectFrom('moved_rooms').select(['space_id', 'to_community_id']).where('community_id', '=', communityId).where('slug', '=', slug).executeTakeFirst();
}

/** The communities that rooms of a community have moved to. */
async function movedTo(db: Db, communityId: number): Promise<number[]> {
  const rows = await db.selectFrom('moved_rooms').select('to_community_id').distinct().where('community_id', '=', communityId).execute();
  return rows.map((row) => row.to_community_id);
}

/** The community that something is in now, which an address or token knew in another: itself as long as its room has not moved. */
export async function communityNow(db: Db, communityId: number, table: Known, id: number): Promise<number> {
  const others = await movedTo(db, communityId);
  if (others.length === 0) return communityId;
  const row = await db.selectFrom(table).select('community_id').where('community_id', 'in', others).where('id', '=', id).executeTakeFirst();
  return row?.community_id ?? communityId;
}

/** The room of another community in which an item stands that was in this one; null when it did not move. */
export async function movedItem(db: Db, communityId: number, itemId: number): Promise<{ community_id: number; space_id: number } | null> {
  const others = await movedTo(db, communityId);
  if (others.length === 0) return null;
  const row = await db.selectFrom('items').select(['community_id', 'space_id']).where('community_id', 'in', others).where('id', '=', itemId).executeTakeFirst();
  return row ?? null;
}

/** Addresses of rooms that moved lead to another room of where they are now: the one that they were merged into. */
export async function movedRoomsLeadTo(db: Db, fromId: number, toId: number): Promise<void> {
  await db.updateTable('moved_rooms').set({ space_id: toId }).where('space_id', '=', fromId).execute();
}

/** Something new stands at the former address of a room that moved. */
export async function freeMovedAddress(db: Db, communityId: number, slug: string): Promise<void> {
  await db.deleteFrom('moved_rooms').where('community_id', '=', communityId).where('slug', '=', slug).execute();
}
