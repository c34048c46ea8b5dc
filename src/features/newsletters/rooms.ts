import { announce } from '#platform/announce.ts';
import type { Ctx } from '#platform/context.ts';
import { addRoomContent, type Space } from '../communities/index.ts';
import { moveIssues, nextNumber } from './sending/queries.ts';
import { movePeople } from './subscribing/queries.ts';

/** When a room goes into another, its newsletters and their readers go along. A room that is split keeps them. */
export function setUpRooms(): void {
  addRoomContent({ name: 'newsletters', label: null, count: () => 0, list: async () => [], move: (ctx, from, to, ids) => (ids === null ? moveAll(ctx, from, to) : Promise.resolve()) });
}

async function moveAll(ctx: Ctx, from: Space, to: Space): Promise<void> {
  const { community_id: communityId } = from;
  // Numbers go on from those of the other room.
  const before = (await nextNumber(ctx.db, communityId, to.id)) - 1;
  for (const itemId of await moveIssues(ctx.db, communityId, from.id, to.id, before)) await announce(ctx, 'newsletters.moved', { communityId, spaceId: to.id, itemId });
  await movePeople(ctx.db, communityId, from.id, to.id);
}
