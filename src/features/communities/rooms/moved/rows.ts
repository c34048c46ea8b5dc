/**
 * How the rows of a table that belongs to communities go along when a room moves to another community. Ids stay,
 * `community_id` changes: of the rows with the room's `space_id`, of those that name an item of the room, of those
 * that name a row of another table which goes along.
 */
export type GoesWith =
  | { room: true; clash?: readonly string[] }
  | { item: string; unless?: string; clash?: readonly string[] }
  | { table: string; by: string };

/** Rows that stay behind, or are seen to in another way: why. */
export interface Stays {
  stays: string;
}

const rows = new Map<string, readonly GoesWith[] | Stays>();

/**
 * Says how rows of a table go along with a room. Every table with a `community_id` needs it, or
 * `moving-rooms/schema.test.ts` fails. Several ways hold for rows that name an item, or only the room.
 * `unless` names a column that decides where it is set. `clash` names the other columns of a key that the target may have already: its row stays, the other goes.
 */
export function addCommunityRows(added: Record<string, GoesWith | readonly GoesWith[] | Stays>): void {
  for (const [table, way] of Object.entries(added)) rows.set(table, 'stays' in way ? way : [way].flat() as GoesWith[]);
}

export const communityRows = (): ReadonlyMap<string, readonly GoesWith[] | Stays> => rows;
