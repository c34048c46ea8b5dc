import type { Ctx } from '#platform/context.ts';
import type { Place } from '../access.ts';
import type { Space } from '../queries.ts';

/** Something that may be chosen to go into another room. */
export interface RoomThing {
  id: number;
  title: string;
  /** When it last moved. */
  at: number;
}

/** What a feature keeps in rooms: rooms are merged and split without knowing what it is. */
export interface RoomContent {
  /** Such as `discussions`. */
  name: string;
  /** Key of a text that says how many, by `count`; null when nobody counts it. */
  label: string | null;
  /** How many things stand in a room, by the counts that are kept. */
  count(room: Space): number;
  /** The things of a room that moved last. */
  list(ctx: Ctx, place: Place, room: Space, limit: number): Promise<RoomThing[]>;
  /**
   * Gives things of a room, all of them when `ids` is null, to another room of the community, with everything that
   * hangs on them: their ids stay, counts stay true, the search index learns of it. In the transaction of the caller.
   */
  move(ctx: Ctx, from: Space, to: Space, ids: number[] | null): Promise<void>;
}

const contents: RoomContent[] = [];

/** Says how something that a feature keeps in rooms goes from one to another. */
export function addRoomContent(added: RoomContent): void {
  if (!contents.some(({ name }) => name === added.name)) contents.push(added);
}

export const roomContents = (): readonly RoomContent[] => contents;
