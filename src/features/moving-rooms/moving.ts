import { announce, whisper } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, Refusal } from '#platform/errors.ts';
import { addressFor, isClosed, logChange, setState, spaceById, type Place, type Space } from '../communities/index.ts';
import type { MovableRoom, TargetCommunity } from './access.ts';
import { settlePeople } from './people/settle.ts';
import { mayBring, readersFor, widens, type Plan } from './plan.ts';
import * as queries from './queries.ts';
import { carryItems, carryRoom, carryTags, deferReferences, leadHere, nextItems } from './rows/queries.ts';
import { carryJobs } from './jobs/carry.ts';
import type { RoomMove } from './schema.ts';

export const MOVE = 'moving_rooms.move';
export const TELL = 'moving_rooms.tell';
/** A room of no more things moves at once; a larger one by jobs, so that nobody waits for it. */
const AT_ONCE = 500;
const A_STEP = 200;
/** What was written a moment ago is told of where it was written. */
const SETTLE_MS = 5000;

export interface MoveJob {
  moveId: number;
}

/** Moves a room into another community, all of it or nothing; a large one begins to, and is read-only until it has arrived. */
export async function moveRoom(ctx: Ctx, { community }: Place, room: MovableRoom, target: TargetCommunity, wish: RoomMove): Promise<{ arrived: boolean; slug: string }> {
  const { engine } = ctx.services.database;
  return transaction(ctx, async (ctx) => {
    const locked = await queries.lockRoom(ctx.db, engine, room);
    const arrived = locked ? undefined : await spaceById(ctx.db, target.id, room.id);
    // Sent twice at the same moment: the other has done it.
    if (arrived) return { arrived: true, slug: arrived.slug };
    if (!locked || isClosed(locked)) throw new Refusal('conflict', locked?.state === 'archived' ? 'communities.rooms.error.archived' : 'communities.rooms.error.moving');
    const plan = await decide(ctx, community, locked, target, wish);
    const items = await queries.countItems(ctx.db, locked);
    await setState(ctx.db, locked, [locked.state], 'moving', ctx.now, false);
    const moveId = await queries.insertMove(ctx.db, {
      community_id: community.id,
      space_id: room.id,
      to_community_id: target.id,
      by_id: ctx.viewer.personId,
      plan: JSON.stringify(plan),
      state_before: locked.state,
      item_count: items,
      begun_at: ctx.now,
      ended_at: null,
    });
    await queries.insertArriving(ctx.db, engine, locked, target.id, plan.slug);
    if (items > AT_ONCE) {
      await ctx.services.jobs.enqueue(ctx, MOVE, { moveId } satisfies MoveJob, { priority: 3, runAt: ctx.now + SETTLE_MS });
      await announce(ctx, 'communities.room_state', { communityId: community.id, spaceId: room.id, state: 'moving' });
      return { arrived: false, slug: plan.slug };
    }
    const move = (await queries.moveById(ctx.db, moveId))!;
    while (await carryStep(ctx, move)) continue;
    return { arrived: true, slug: await arrive(ctx, move) };
  });
}

async function decide(ctx: Ctx, from: Space, room: Space, target: TargetCommunity, { slug, readers, agreed, others }: RoomMove): Promise<Plan> {
  const choices = readersFor(room, from);
  const visibility = readers ?? choices[0]!;
  if (!choices.includes(visibility)) throw invalidField('readers', 'moving_rooms.error.readers');
  if (widens(room, from, visibility) && !agreed) throw invalidField('agreed', 'moving_rooms.error.agreed');
  if (others === 'guests' && !mayBring(ctx, target) && (await queries.outsidersOf(ctx.db, room, target.id, ctx.now, 1)).count > 0) throw invalidField('others', 'moving_rooms.error.others');
  return { slug: await addressIn(ctx, target, room, { slug, name: room.slug, visibility }), visibility, others };
}

/** A secret room keeps its address, which nobody can guess; another gets the wished one, or its own as far as that is free. */
async function addressIn(ctx: Ctx, target: Space, room: Space, wish: { slug: string | null; name: string; visibility: Space['visibility'] }): Promise<string> {
  return wish.visibility === 'secret' ? room.slug : addressFor(ctx, target, wish, room);
}

/** Takes the next things along; false when all have gone. Doing it again, after whatever happened, goes on. */
export async function carryStep(ctx: Ctx, move: queries.Move): Promise<boolean> {
  const way = { from: move.community_id, to: move.to_community_id, roomId: move.space_id };
  return transaction(ctx, async (ctx) => {
    const ids = await nextItems(ctx.db, way, A_STEP);
    if (ids.length === 0) return false;
    await deferReferences(ctx.db, ctx.services.database.engine);
    await carryItems(ctx.db, way, ids);
    await carryTags(ctx.db, way, ids);
    await queries.countMoved(ctx.db, move.id, ids.length);
    for (const communityId of [way.from, way.to]) await announce(ctx, 'items.moved', { communityId, fromId: way.from, itemIds: ids });
    return true;
  });
}

/** When all its things have gone, the room itself goes, and everybody in it. Answers its address there. */
export async function arrive(ctx: Ctx, move: queries.Move): Promise<string> {
  const way = { from: move.community_id, to: move.to_community_id, roomId: move.space_id };
  const { engine } = ctx.services.database;
  return transaction(ctx, async (ctx) => {
    const plan = JSON.parse(move.plan) as Plan;
    const room = await queries.lockRoom(ctx.db, engine, { id: way.roomId, community_id: way.from });
    const target = (await spaceById(ctx.db, way.to, way.to))!;
    // What was written in the last moment before it closed, and came in after the others had gone.
    while (await carryStep(ctx, move)) continue;
    await deferReferences(ctx.db, engine);
    await carryRoom(ctx.db, way);
    const { people, left } = await settlePeople(ctx, { ...room!, community_id: way.to }, target, plan.others);
    const slug = await addressIn(ctx, target, room!, { ...plan, slug: null, name: plan.slug });
    await leadHere(ctx.db, way, { now: slug, before: room!.slug }, ctx.now);
    const { rules, hue } = target;
    await queries.replaceRoom(ctx.db, engine, room!, way.to, { slug, rules, hue, visibility: plan.visibility, state: move.state_before, state_at: ctx.now, member_count: people.length });
    await carryJobs(ctx, way.from, way.to, way.roomId);
    await queries.endMove(ctx.db, move.id, JSON.stringify({ ...plan, left }), ctx.now);
    await say(ctx, move, room!, target, plan);
    for (const personId of [...people, ...left]) whisper(ctx, 'viewer', { personId });
    return slug;
  });
}

/** Logged where it was, where it is, and in the room itself; of a secret room only there. */
async function say(ctx: Ctx, move: queries.Move, room: Space, target: Space, { visibility }: Plan): Promise<void> {
  const from = (await spaceById(ctx.db, move.community_id, move.community_id))!;
  const by = { ...ctx, viewer: { ...ctx.viewer, personId: move.by_id } };
  const detail = { name: room.name, from: from.name, into: target.name };
  const spaces = [{ id: room.id, community_id: target.id }, ...(visibility === 'secret' ? [] : [from, target])];
  for (const space of spaces) await logChange(by, space, 'room_moved', detail);
  if (visibility !== room.visibility) await logChange(by, spaces[0]!, 'visibility', { visibility });
  for (const { id } of [from, target]) await announce(by, 'communities.room_moved', { communityId: id, fromId: from.id, spaceId: room.id });
  await ctx.services.jobs.enqueue(ctx, TELL, { moveId: move.id, after: 0 });
}
