import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { spaceFor } from '../access.ts';
import { hrefOf, inPlace, placeOf, PLACES, type RequestPlace } from '../frame.ts';
import { can } from '../permissions/capabilities.ts';
import { inSteering } from '../steering.ts';
import RoomForm from './views/RoomForm.svelte';
import Rooms from './views/Rooms.svelte';
import RoomTypes from './views/RoomTypes.svelte';
import { askingHref, listedRooms, roomRows } from './listing.ts';
import { changeRoom, createRoom } from './opening.ts';
import { countOpen } from './requests/pages.ts';
import { newRoom, roomSettings } from './schema.ts';
import { template } from './template.ts';
import { ROOM_TYPES } from './types.ts';

/** The list of rooms, new ones, and what a room's facilitators say of it. */
export function roomPages(app: FastifyInstance): void {
  for (const at of PLACES) app.get(`${at}/rooms`, rooms);
  app.get('/c/:community/rooms/new', newRoomPage);
  app.post('/c/:community/rooms', openRoom);
  app.get('/c/:community/r/:room/settings', settings);
  app.post('/c/:community/r/:room/settings', saveSettings);
}

async function rooms(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { ctx } = request;
  const { community } = place;
  const t = translator(ctx.viewer.language);
  const href = hrefOf(community);
  const props = {
    rows: await roomRows(ctx, place),
    listed: (await listedRooms(ctx, place)).map((room) => ({ ...room, ask: askingHref(href, room) })),
    href,
    canOpen: can(ctx.viewer, community, 'rooms.open'),
    canRequest: can(ctx.viewer, community, 'rooms.request'),
    requests: await countOpen(ctx, community),
  };
  return page(request, reply, Rooms, props, inPlace(request, place, { title: t('communities.rooms'), door: 'meet', canonical: `${href}/rooms` }));
}

async function newRoomPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const community = spaceFor(request.ctx, place, 'rooms.open');
  const type = ROOM_TYPES.find((name) => name === query(request, 'type'));
  const t = translator(request.ctx.viewer.language);
  if (!type) {
    const props = { href: `${hrefOf(community)}/rooms/new` };
    return page(request, reply, RoomTypes, props, inPlace(request, place, { title: t('communities.new_room'), noIndex: true, door: 'meet' }));
  }
  return roomForm(request, reply, place, { type, ...template(translator(community.language), type) }, {}, 200);
}

async function openRoom(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const community = spaceFor(request.ctx, place, 'rooms.open');
  return attempt(
    request,
    async () => {
      const room = await createRoom(request.ctx, community, parseInput(newRoom, request.body));
      flash(reply, 'communities.room_opened');
      return seeOther(reply, hrefOf(community, room));
    },
    (errors, status) => roomForm(request, reply, place, typed(request), errors, status),
  );
}

function roomForm(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, values: Record<string, unknown>, errors: FormErrors, status: number) {
  const t = translator(request.ctx.viewer.language);
  const type = ROOM_TYPES.find((name) => name === values.type) ?? 'interest';
  const href = hrefOf(place.community);
  const props = {
    title: t(`communities.rooms.new.${type}`),
    action: `${href}/rooms`,
    values: values as Record<string, string>,
    type,
    errors,
    base: `${href}/r/`,
    others: `${href}/rooms/new`,
    button: t('communities.new_room'),
  };
  return page(request, reply, RoomForm, props, inPlace(request, place, { title: props.title, status, noIndex: true, door: 'meet' }));
}

async function settings(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  return settingsForm(request, reply, place, { ...spaceFor(request.ctx, place, 'settings') }, {}, 200);
}

async function saveSettings(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const room = spaceFor(request.ctx, place, 'settings');
  return attempt(
    request,
    async () => {
      const slug = await changeRoom(request.ctx, place.community, room, parseInput(roomSettings, request.body));
      flash(reply, 'communities.saved');
      return seeOther(reply, `${hrefOf(place.community, { slug })}/settings`);
    },
    (errors, status) => settingsForm(request, reply, place, typed(request), errors, status),
  );
}

function settingsForm(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, values: Record<string, unknown>, errors: FormErrors, status: number) {
  const t = translator(request.ctx.viewer.language);
  const props = {
    title: t('communities.settings'),
    action: `${hrefOf(place.community, place.room)}/settings`,
    values: values as Record<string, string>,
    type: ROOM_TYPES.find((name) => name === values.type) ?? 'interest',
    errors,
    base: `${hrefOf(place.community)}/r/`,
    others: null,
    button: t('communities.save'),
  };
  return page(request, reply, RoomForm, props, inSteering(request, place, { title: props.title, status }));
}
