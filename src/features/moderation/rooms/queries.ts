import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';

/** Gives cases, what was done about them, and measures against people to another room; what holds there already stays. */
export async function moveModeration(db: Db, communityId: number, from: number, to: number): Promise<void> {
  for (const table of ['moderation_cases', 'moderation_actions'] as const)
    await db.updateTable(table).set({ space_id: to }).where('community_id', '=', communityId).where('space_id', '=', from).execute();
  await sql`
    insert into bans (community_id, space_id, person_id, by_id, at, until)
    select community_id, ${sql.lit(to)}, person_id, by_id, at, until from bans where community_id = ${communityId} and space_id = ${from}
    on conflict (community_id, space_id, person_id) do nothing`.execute(db);
  await sql`
    insert into standings (community_id, space_id, person_id, kind, at, until)
    select community_id, ${sql.lit(to)}, person_id, kind, at, until from standings where community_id = ${communityId} and space_id = ${from}
    on conflict (community_id, space_id, person_id, kind) do nothing`.execute(db);
}
