import { announce, noteInTransaction } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { SpaceFor } from '../access.ts';
import { logChange } from '../log/actions.ts';
import { spaceById, type Space } from '../queries.ts';
import type { SpaceState } from '../tables.ts';
import { setState } from './queries.ts';

/** So many people are enough for a room to begin. */
export const ENOUGH = 3;

/** What leads to a state: from which it may, and whether that counts as life. */
const WAYS: Record<'active' | 'archived' | 'dormant', { from: SpaceState[]; lives: boolean }> = {
  active: { from: ['forming', 'dormant', 'archived'], lives: true },
  archived: { from: ['forming', 'active', 'dormant'], lives: false },
  dormant: { from: ['active'], lives: false },
};

/** Begins, keeps, archives or reopens a room, for those who run it. Doing it twice does nothing. */
export async function changeState(ctx: Ctx, room: SpaceFor<'settings'>, to: 'active' | 'archived'): Promise<void> {
  if (room.parent_id === null) throw new Refusal('conflict', 'communities.rooms.error.only_rooms');
  await transaction(ctx, async (ctx) => void (await enter(ctx, room, to)));
}

/** Takes a room into a state, logged and told; in a transaction. False when it was there already. */
export async function enter(ctx: Ctx, room: Space, to: keyof typeof WAYS, from: SpaceState[] = WAYS[to].from): Promise<boolean> {
  if (!(await setState(ctx.db, room, from, to, ctx.now, WAYS[to].lives))) return false;
  await logChange(ctx, room, `room_${to === 'active' && room.state === 'archived' ? 'reopened' : to}`, {});
  await announce(ctx, 'communities.room_state', { communityId: room.community_id, spaceId: room.id, state: to });
  return true;
}

/** What is contributed by an event (its payload names `spaceId`) wakes a dormant room up. */
export function wakesRooms(event: string): void {
  noteInTransaction(event, (ctx, { communityId, spaceId }) => rouse(ctx, communityId, spaceId as number, 'dormant', () => true));
}

/** A room has formed when enough people came. */
export function setUpForming(): void {
  noteInTransaction('communities.joined', (ctx, { communityId, spaceId }) =>
    rouse(ctx, communityId, spaceId as number, 'forming', (room) => room.member_count >= ENOUGH),
  );
}

async function rouse(ctx: Ctx, communityId: number, spaceId: number, from: SpaceState, when: (room: Space) => boolean): Promise<void> {
  if (spaceId === communityId) return;
  const room = await spaceById(ctx.db, communityId, spaceId);
  if (room?.state === from && when(room)) await enter(ctx, room, 'active', [from]);
}
