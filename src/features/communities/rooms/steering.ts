import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asId, parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { spaceFor } from '../access.ts';
import { hrefOf, placeOf } from '../frame.ts';
import { can } from '../permissions/capabilities.ts';
import { membersOf } from '../queries.ts';
import { addSteeringPage, inSteering } from '../steering.ts';
import { roomContents } from './content.ts';
import { fatesOf } from './fates.ts';
import { changeState, ENOUGH } from './lifecycle.ts';
import { memberIds } from './queries.ts';
import { mergeRooms, mergeTargets, splitRoom } from './rearranging.ts';
import { roomMerge, roomSplit, stateChange } from './schema.ts';
import Lifecycle from './views/Lifecycle.svelte';
import Merge from './views/Merge.svelte';
import Split from './views/Split.svelte';

const THINGS = 100;
const PEOPLE = 300;

/** What becomes of a room: it begins, rests, is archived, goes into another or gives some of it to a new one. */
export function roomSteering(app: FastifyInstance): void {
  const at = '/c/:community/r/:room';
  addSteeringPage({ path: '/state', label: 'communities.rooms.lifecycle', capability: 'settings', group: 'place', order: 15, rooms: true, onlyRooms: true });
  app.get(`${at}/state`, state);
  app.post(`${at}/state`, saveState);
  app.get(`${at}/merge`, (request, reply) => merge(request, reply, {}, 200));
  app.post(`${at}/merge`, doMerge);
  app.get(`${at}/split`, (request, reply) => split(request, reply, {}, {}, 200));
  app.post(`${at}/split`, doSplit);
}

async function state(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const room = spaceFor(request.ctx, place, 'settings');
  const { viewer } = request.ctx;
  const t = translator(viewer.language);
  const props = {
    room,
    href: hrefOf(place.community, room),
    missing: Math.max(0, ENOUGH - room.member_count),
    days: place.community.dormant_days,
    canMerge: room.state !== 'moving' && mergeTargets(request.ctx, place, room).length > 0,
    canSplit: can(viewer, room, 'rooms.open'),
    fates: fatesOf(request.ctx, place).map(({ path, label, text, choose }) => ({ path, label, text, choose })),
  };
  return page(request, reply, Lifecycle, props, inSteering(request, place, { title: t('communities.rooms.lifecycle') }));
}

async function saveState(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const room = spaceFor(request.ctx, place, 'settings');
  const { to } = parseInput(stateChange, request.body);
  await changeState(request.ctx, room, to);
  flash(reply, `communities.rooms.now_${to}`);
  return seeOther(reply, hrefOf(place.community, room));
}

/** First the choice of the other room, then what will happen. */
async function merge(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const room = spaceFor(ctx, place, 'settings');
  const t = translator(ctx.viewer.language);
  const targets = mergeTargets(ctx, place, room);
  const into = targets.find(({ id }) => id === (asId(query(request, 'into')) ?? asId(String(typed(request).into ?? ''))));
  const there = new Set(into ? await memberIds(ctx.db, into) : []);
  const props = {
    room,
    href: hrefOf(place.community, room),
    targets: targets.map(({ id, name }) => ({ value: String(id), label: name })),
    into: into ? { id: into.id, name: into.name, visibility: into.visibility } : null,
    things: roomContents().flatMap(({ label, count }) => (label === null ? [] : [{ label, count: count(room) }])),
    newcomers: into ? (await memberIds(ctx.db, room)).filter((id) => !there.has(id)).length : 0,
    errors,
  };
  return page(request, reply, Merge, props, inSteering(request, place, { title: t('communities.rooms.merge'), status }));
}

async function doMerge(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const room = spaceFor(request.ctx, place, 'settings');
  return attempt(
    request,
    async () => {
      const into = await mergeRooms(request.ctx, place, room, parseInput(roomMerge, request.body).into);
      flash(reply, 'communities.rooms.merged', { name: room.name, into: into.name });
      return seeOther(reply, hrefOf(place.community, into));
    },
    (errors, status) => merge(request, reply, errors, status),
  );
}

/** The form, and when it is filled in rightly, what will happen. */
async function split(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, values: Record<string, unknown>, status: number, confirm = false): Promise<FastifyReply> {
  const place = await placeOf(request);
  const room = spaceFor(request.ctx, place, 'rooms.open');
  const t = translator(request.ctx.viewer.language);
  const chosen = new Set([values.content ?? []].flat().map(String));
  const people = new Set([values.people ?? []].flat().map(String));
  const lists = await Promise.all(roomContents().map(async (kind) => (await kind.list(request.ctx, place, room, THINGS)).map((thing) => ({ ...thing, key: `${kind.name}:${thing.id}` }))));
  const members = await membersOf(request.ctx.db, room, null, PEOPLE);
  const props = {
    room,
    href: hrefOf(place.community, room),
    values: values as Record<string, string>,
    things: lists.flat().map((thing) => ({ ...thing, chosen: chosen.has(thing.key) })),
    people: members.filter(({ id }) => id !== request.ctx.viewer.personId).map(({ id, name, role }) => ({ id, name, role, chosen: people.has(String(id)) })),
    confirm,
    errors,
  };
  return page(request, reply, Split, props, inSteering(request, place, { title: t('communities.rooms.split'), status }));
}

async function doSplit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const room = spaceFor(request.ctx, place, 'rooms.open');
  return attempt(
    request,
    async () => {
      const wanted = parseInput(roomSplit, request.body);
      if (typed(request).confirm !== 'yes') return split(request, reply, {}, typed(request), 200, true);
      const made = await splitRoom(request.ctx, place.community, room, wanted);
      flash(reply, 'communities.rooms.split_done', { name: made.name });
      return seeOther(reply, hrefOf(place.community, made));
    },
    (errors, status) => split(request, reply, errors, typed(request), status),
  );
}
