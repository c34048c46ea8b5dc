import { announce, whisper } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, Refusal } from '#platform/errors.ts';
import type { Place, ReadableSpace, SpaceFor } from '../access.ts';
import { addMember, closedRoom, removeMember } from '../actions.ts';
import { logChange } from '../log/actions.ts';
import { can, isClosed } from '../permissions/capabilities.ts';
import { countInSpace, roleOf, spaceById, type Space } from '../queries.ts';
import { keepFormerAddress } from './addresses.ts';
import { roomContents } from './content.ts';
import { faceOf } from './face.ts';
import { refreshGrants } from '../roles/actions.ts';
import { insertRoom } from './opening.ts';
import { copyMembers, deleteSpace, giveHistory, holdsAnything, memberIds, memberIdsWithGrants } from './queries.ts';
import type { RoomSplit } from './schema.ts';

/** The rooms that another may be merged into by the viewer. */
export function mergeTargets({ viewer }: Ctx, { spaces }: Place, room: Space): ReadableSpace[] {
  return spaces.filter((space) => space.parent_id !== null && space.id !== room.id && !isClosed(space) && can(viewer, space, 'facilitate'));
}

/** Puts all that is in a room, and everybody, into another; the room is no more, and its addresses lead to the other. */
export async function mergeRooms(ctx: Ctx, place: Place, room: SpaceFor<'settings'>, intoId: number): Promise<Space> {
  const into = mergeTargets(ctx, place, room).find(({ id }) => id === intoId);
  if (!into || room.parent_id === null) throw invalidField('into', 'communities.rooms.error.into');
  return transaction(ctx, async (ctx) => {
    const from = await spaceById(ctx.db, room.community_id, room.id);
    if (!from) throw new Refusal('conflict', 'communities.rooms.error.merged');
    if (from.state === 'moving') throw closedRoom(from);
    for (const content of roomContents()) await content.move(ctx, from, into, null);
    if (await holdsAnything(ctx.db, from)) throw new Error(`room ${from.id} holds what no feature moves`);
    const before = await memberIds(ctx.db, from);
    const granted = await memberIdsWithGrants(ctx.db, from);
    const added = await copyMembers(ctx.db, from, into, ctx.now);
    await countInSpace(ctx.db, into.community_id, into.id, { members: added.length }, Math.max(from.active_at, into.active_at));
    await keepFormerAddress(ctx, from);
    await giveHistory(ctx.db, from, into);
    for (const personId of granted) await refreshGrants(ctx, into, personId);
    await deleteSpace(ctx.db, from);
    await logChange(ctx, into, 'merged_in', { name: from.name });
    if (from.visibility !== 'secret' && into.visibility !== 'secret') await logChange(ctx, place.community, 'merged', { name: from.name, into: into.name });
    for (const personId of before) whisper(ctx, 'viewer', { personId });
    await announce(ctx, 'communities.rooms_merged', { communityId: into.community_id, spaceId: into.id, fromId: from.id });
    return into;
  });
}

/** Opens a room for some of what is in this one, and for some of its members. */
export async function splitRoom(ctx: Ctx, community: ReadableSpace, room: SpaceFor<'rooms.open'>, split: RoomSplit): Promise<Space> {
  const { name, purpose, type, visibility, content, people, leave } = split;
  return transaction(ctx, async (ctx) => {
    const made = await insertRoom(ctx, community, faceOf({ name, purpose, type, visibility }));
    for (const kind of roomContents()) {
      const ids = content.filter((key) => key.startsWith(`${kind.name}:`)).map((key) => Number(key.slice(kind.name.length + 1)));
      if (ids.length > 0) await kind.move(ctx, room, made, ids.filter(Number.isSafeInteger));
    }
    const own = ctx.viewer.personId;
    if (own !== null) await addMember(ctx, made, own, 'facilitator');
    for (const personId of new Set(people)) {
      const role = await roleOf(ctx.db, room, personId);
      if (!role || personId === own) continue;
      await addMember(ctx, made, personId, role === 'guest' ? 'guest' : 'member');
      if (leave && (role === 'guest' || role === 'member')) await removeMember(ctx, room, personId);
    }
    await logChange(ctx, room, 'split_off', { name: made.name });
    await announce(ctx, 'communities.room_split', { communityId: made.community_id, spaceId: made.id, fromId: room.id });
    return (await spaceById(ctx.db, made.community_id, made.id))!;
  });
}
