import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { spaceFor } from './access.ts';
import { changeSettings, createRoom } from './actions.ts';
import { hrefOf, inPlace, PLACES, placeOf, type RequestPlace } from './frame.ts';
import { newRoom, spaceSettings } from './schema.ts';
import { addSteeringPage, inSteering } from './steering.ts';
import SpaceForm from './views/SpaceForm.svelte';

/** What facilitators change: the settings of a space, and new rooms. */
export function settingsPages(app: FastifyInstance): void {
  addSteeringPage({ path: '/settings', label: 'communities.settings', capability: 'settings', order: 10, rooms: true });
  for (const at of PLACES) {
    app.get(`${at}/settings`, settings);
    app.post(`${at}/settings`, saveSettings);
  }
  app.get('/c/:community/rooms/new', newRoomPage);
  app.post('/c/:community/rooms', openRoom);
}

async function settings(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'settings');
  return settingsPage(request, reply, place, { ...space }, {}, 200);
}

async function saveSettings(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'settings');
  return attempt(
    request,
    async () => {
      await changeSettings(request.ctx, space, parseInput(spaceSettings, request.body));
      flash(reply, 'communities.saved');
      return seeOther(reply, `${hrefOf(place.community, place.room)}/settings`);
    },
    (errors, status) => settingsPage(request, reply, place, typed(request), errors, status),
  );
}

function settingsPage(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, values: object, errors: FormErrors, status: number) {
  const t = translator(request.ctx.viewer.language);
  const community = place.room === null;
  const props = {
    title: t('communities.settings'),
    action: `${hrefOf(place.community, place.room)}/settings`,
    values: values as Record<string, string>,
    errors,
    parts: { colours: true, logo: community },
    visibilities: community ? ['public', 'members'] : ['public', 'members', 'invited', 'secret'],
    button: t('communities.save'),
  };
  return page(request, reply, SpaceForm, props, inSteering(request, place, { title: props.title, status }));
}

async function newRoomPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  spaceFor(request.ctx, place, 'rooms.open');
  return roomForm(request, reply, place, {}, {}, 200);
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

function roomForm(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, values: object, errors: FormErrors, status: number) {
  const t = translator(request.ctx.viewer.language);
  const props = {
    title: t('communities.new_room'),
    action: `${hrefOf(place.community)}/rooms`,
    values: values as Record<string, string>,
    errors,
    parts: { slug: true },
    visibilities: ['members', 'public', 'invited', 'secret'],
    button: t('communities.new_room'),
  };
  return page(request, reply, SpaceForm, props, inPlace(request, place, { title: props.title, status, noIndex: true, door: 'meet' }));
}
