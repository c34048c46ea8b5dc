import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { once } from '#platform/once/index.ts';
import type { SpaceFor } from '../../access.ts';
import { addMember } from '../../actions.ts';
import { roleOf, type Space } from '../../queries.ts';
import { faceOf } from '../face.ts';
import { insertRoom } from '../opening.ts';
import type { Decision, RoomRequest } from '../schema.ts';
import { template } from '../template.ts';
import * as queries from './queries.ts';

/** So many requests of one person may wait for an answer. */
const MOST_OPEN = 3;

type Asked = SpaceFor<'rooms.request'>;

/** Asks for a room. Whoever asks would join it. */
export async function requestRoom(ctx: Ctx, community: Asked, request: RoomRequest, onceKey: string | null = null): Promise<{ id: number }> {
  const personId = ctx.viewer.personId!;
  return once(ctx, onceKey, async (ctx) => {
    if ((await queries.countOpenBy(ctx.db, community.id, personId)) >= MOST_OPEN) throw new Refusal('conflict', 'communities.rooms.error.many_requests');
    const id = await queries.insertRequest(ctx.db, { ...request, community_id: community.id, requester_id: personId, state: 'open', created_at: ctx.now });
    await queries.insertWish(ctx.db, community.id, id, personId, ctx.now);
    await announce(ctx, 'communities.room_requested', { communityId: community.id, requestId: id, personId });
    return { id };
  });
}

async function openRequest(ctx: Ctx, community: Space, id: number): Promise<queries.ListedRequest> {
  const request = await queries.requestById(ctx.db, community.id, id);
  if (!request) throw notFound();
  if (request.state !== 'open') throw new Refusal('conflict', 'communities.rooms.error.decided');
  return request;
}

/** Says that one would join, or takes that back. */
export async function sayWouldJoin(ctx: Ctx, community: Asked, id: number, would: boolean): Promise<void> {
  const personId = ctx.viewer.personId!;
  await transaction(ctx, async (ctx) => {
    await openRequest(ctx, community, id);
    if (would) await queries.insertWish(ctx.db, community.id, id, personId, ctx.now);
    else await queries.deleteWish(ctx.db, community.id, id, personId);
    await announce(ctx, 'communities.room_wished', { communityId: community.id, requestId: id, personId });
  });
}

/** Takes one's own request back. */
export async function withdraw(ctx: Ctx, community: Asked, id: number): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const request = await openRequest(ctx, community, id);
    if (request.requester_id !== ctx.viewer.personId) throw notAllowed(ctx.viewer);
    await queries.settleRequest(ctx.db, community.id, id, { state: 'withdrawn', answer: null, decided_by: ctx.viewer.personId, decided_at: ctx.now });
    await announce(ctx, 'communities.room_request_settled', { communityId: community.id, requestId: id });
  });
}

/** Opens the room that was asked for, with whoever asked as its facilitator, or says no. */
export async function decide(ctx: Ctx, community: SpaceFor<'rooms.open'>, id: number, { decision, answer }: Decision): Promise<Space | null> {
  return transaction(ctx, async (ctx) => {
    const request = await openRequest(ctx, community, id);
    const state = decision === 'approve' ? ('approved' as const) : ('declined' as const);
    const settled = await queries.settleRequest(ctx.db, community.id, id, { state, answer, decided_by: ctx.viewer.personId, decided_at: ctx.now });
    if (!settled) throw new Refusal('conflict', 'communities.rooms.error.decided');
    const room = state === 'approved' ? await openFor(ctx, community, request) : null;
    await announce(ctx, 'communities.room_request_settled', { communityId: community.id, requestId: id });
    return room;
  });
}

async function openFor(ctx: Ctx, community: Space, request: queries.ListedRequest): Promise<Space> {
  const { name, type, purpose, visibility } = request;
  const face = faceOf({ name, type, purpose, visibility, ...template(translator(community.language), type) });
  const room = await insertRoom(ctx, community, face);
  await queries.setRequestRoom(ctx.db, community.id, request.id, room.id);
  const stays = async (personId: number) => (await roleOf(ctx.db, community, personId)) !== null;
  const asked = await stays(request.requester_id);
  const facilitator = asked ? request.requester_id : ctx.viewer.personId;
  if (facilitator !== null) await addMember(ctx, room, facilitator, 'facilitator');
  for (const { id } of await queries.wouldJoin(ctx.db, community.id, [request.id])) if (await stays(id)) await addMember(ctx, room, id, 'member');
  return room;
}
