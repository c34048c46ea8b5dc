import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { notFound } from '#platform/errors.ts';
import { idParam } from '#platform/http/params.ts';
import { baseUrl } from '../../config.ts';
import {
  addToRoom,
  changeRoom,
  changeState,
  createRoom,
  decide,
  decision,
  hrefOf,
  listedRooms,
  membersToAdd,
  mergeRooms,
  newRoom,
  placeOf,
  requestRoom,
  requestsIn,
  roomMerge,
  roomRequest,
  roomSettings,
  roomSplit,
  sayWouldJoin,
  spaceFor,
  splitRoom,
  stateChange,
  withdraw,
  wouldJoin,
  type Place,
  type Space,
} from '../communities/index.ts';
import { apiRoute } from './route.ts';

const ROOMS = '/communities/:community/rooms';
const REQUESTS = '/communities/:community/room-requests';

const type = z.enum(['working_group', 'event', 'interest']);

const room = z.object({
  id: z.number().int(),
  slug: z.string(),
  name: z.string(),
  type,
  state: z.enum(['forming', 'active', 'dormant', 'archived', 'moving', 'arriving']),
  state_at: z.iso.datetime().nullable(),
  visibility: z.enum(['public', 'members', 'invited', 'secret']),
  tagline: z.string().nullable(),
  purpose: z.string().nullable(),
  description: z.string().nullable(),
  product: z.string().nullable(),
  due_on: z.iso.date().nullable(),
  starts_on: z.iso.date().nullable(),
  ends_on: z.iso.date().nullable(),
  venue: z.string().nullable(),
  welcome: z.string().nullable(),
  prompt: z.string().nullable(),
  members: z.number().int(),
  discussions: z.number().int(),
  active_at: z.iso.datetime(),
  url: z.url(),
});

const request = z.object({
  id: z.number().int(),
  name: z.string(),
  type,
  purpose: z.string(),
  why: z.string().nullable(),
  visibility: z.enum(['public', 'members', 'invited', 'secret']),
  requester: z.string(),
  would_join: z.array(z.string()),
  asked_at: z.iso.datetime(),
});

const iso = (at: number) => new Date(at).toISOString();

function asRoom({ ctx }: FastifyRequest, { community }: Place, row: Space): z.input<typeof room> {
  return {
    ...row,
    state_at: row.state_at === null ? null : iso(row.state_at),
    active_at: iso(row.active_at),
    members: row.member_count,
    discussions: row.discussion_count,
    url: baseUrl(ctx.services.config) + hrefOf(community, row),
  };
}

/** The room that an address of the API names. */
async function roomOf(incoming: FastifyRequest): Promise<Place> {
  const params = incoming.params as Record<string, string>;
  params.room = params.slug!;
  const place = await placeOf(incoming);
  if (!place.room) throw notFound();
  return place;
}

/** The room again, after it changed. */
async function changed(incoming: FastifyRequest, slug: string): Promise<z.input<typeof room>> {
  (incoming.params as Record<string, string>).slug = slug;
  const place = await roomOf(incoming);
  return asRoom(incoming, place, place.space);
}

/** Rooms for programs: the same actions as the pages. */
export function roomApi(app: FastifyInstance): void {
  keeping(app);
  peopling(app);
  living(app);
  requesting(app);
}

function keeping(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: ROOMS,
    summary: 'The rooms that one may read, and the names of those that one may ask to be let into',
    answer: z.object({ rooms: z.array(room), by_invitation: z.array(z.object({ id: z.number().int(), name: z.string(), type, purpose: z.string().nullable() })) }),
    async handle(incoming) {
      const place = await placeOf(incoming);
      return { rooms: place.spaces.filter((s) => s.parent_id !== null).map((row) => asRoom(incoming, place, row)), by_invitation: await listedRooms(incoming.ctx, place) };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: ROOMS,
    summary: 'Open a room',
    body: newRoom,
    answer: room,
    status: 201,
    async handle(incoming, { body }) {
      const place = await placeOf(incoming);
      return asRoom(incoming, place, await createRoom(incoming.ctx, spaceFor(incoming.ctx, place, 'rooms.open'), body));
    },
  });
  apiRoute(app, {
    method: 'GET',
    path: `${ROOMS}/:slug`,
    summary: 'A room',
    answer: room,
    async handle(incoming) {
      const place = await roomOf(incoming);
      return asRoom(incoming, place, place.space);
    },
  });
  apiRoute(app, {
    method: 'PUT',
    path: `${ROOMS}/:slug`,
    summary: 'Change all that a room says of itself; what is left out becomes empty',
    body: roomSettings,
    answer: room,
    async handle(incoming, { body }) {
      const place = await roomOf(incoming);
      return changed(incoming, await changeRoom(incoming.ctx, place.community, spaceFor(incoming.ctx, place, 'settings'), body));
    },
  });
}

function peopling(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'POST',
    path: `${ROOMS}/:slug/members`,
    summary: 'Make members of the community, named by their handles, members of a room',
    body: membersToAdd,
    answer: z.object({ added: z.number().int() }),
    async handle(incoming, { body }) {
      const place = await roomOf(incoming);
      return { added: await addToRoom(incoming.ctx, place.community, spaceFor(incoming.ctx, place, 'members.approve'), body.handles) };
    },
  });
}

function living(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'PUT',
    path: `${ROOMS}/:slug/state`,
    summary: 'Begin, keep or reopen a room (active), or archive it',
    body: stateChange,
    answer: room,
    async handle(incoming, { body }) {
      const place = await roomOf(incoming);
      await changeState(incoming.ctx, spaceFor(incoming.ctx, place, 'settings'), body.to);
      return changed(incoming, place.space.slug);
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: `${ROOMS}/:slug/merge`,
    summary: 'Merge a room into another: everything and everybody goes there',
    body: roomMerge,
    answer: room,
    async handle(incoming, { body }) {
      const place = await roomOf(incoming);
      const into = await mergeRooms(incoming.ctx, place, spaceFor(incoming.ctx, place, 'settings'), body.into);
      return changed(incoming, into.slug);
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: `${ROOMS}/:slug/split`,
    summary: 'Open a new room for some of what is in a room, such as discussions:12, and some of its members',
    body: roomSplit,
    answer: room,
    status: 201,
    async handle(incoming, { body }) {
      const place = await roomOf(incoming);
      const made = await splitRoom(incoming.ctx, place.community, spaceFor(incoming.ctx, place, 'rooms.open'), body);
      return asRoom(incoming, place, made);
    },
  });
}

function requesting(app: FastifyInstance): void {
  const asking = async (incoming: FastifyRequest) => spaceFor(incoming.ctx, await placeOf(incoming), 'rooms.request');
  apiRoute(app, {
    method: 'GET',
    path: REQUESTS,
    summary: 'Rooms that are asked for',
    answer: z.object({ requests: z.array(request) }),
    async handle(incoming) {
      const community = await asking(incoming);
      const { db } = incoming.ctx;
      const rows = await requestsIn(db, community.id, ['open'], 100);
      const people = Map.groupBy(await wouldJoin(db, community.id, rows.map(({ id }) => id)), (row) => row.request_id);
      return { requests: rows.map((row) => ({ ...row, requester: row.requester_handle, would_join: (people.get(row.id) ?? []).map(({ handle }) => handle), asked_at: iso(row.created_at) })) };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: REQUESTS,
    summary: 'Ask for a room',
    body: roomRequest,
    answer: z.object({ id: z.number().int() }),
    status: 201,
    handle: async (incoming, { body }) => requestRoom(incoming.ctx, await asking(incoming), body),
  });
  apiRoute(app, {
    method: 'PUT',
    path: `${REQUESTS}/:id/wish`,
    summary: 'Say that one would join',
    handle: async (incoming) => sayWouldJoin(incoming.ctx, await asking(incoming), idParam(incoming), true),
  });
  apiRoute(app, {
    method: 'DELETE',
    path: `${REQUESTS}/:id/wish`,
    summary: 'Take that back',
    handle: async (incoming) => sayWouldJoin(incoming.ctx, await asking(incoming), idParam(incoming), false),
  });
  apiRoute(app, {
    method: 'DELETE',
    path: `${REQUESTS}/:id`,
    summary: 'Take back one’s own request',
    handle: async (incoming) => withdraw(incoming.ctx, await asking(incoming), idParam(incoming)),
  });
  apiRoute(app, {
    method: 'PUT',
    path: `${REQUESTS}/:id/decision`,
    summary: 'Open the room that was asked for, or say no',
    body: decision,
    answer: z.object({ room: room.nullable() }),
    async handle(incoming, { body }) {
      const place = await placeOf(incoming);
      const made = await decide(incoming.ctx, spaceFor(incoming.ctx, place, 'rooms.open'), idParam(incoming), body);
      return { room: made && asRoom(incoming, place, made) };
    },
  });
}
