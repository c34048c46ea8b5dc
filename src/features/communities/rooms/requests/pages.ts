import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '#platform/context.ts';
import { idParam, parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { onceKey } from '#platform/once/index.ts';
import type { FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { addReadingPage } from '#ui/sections.ts';
import { spaceFor } from '../../access.ts';
import { acting } from '../../acting.ts';
import { hrefOf, inPlace, placeOf, type RequestPlace } from '../../frame.ts';
import { can } from '../../permissions/capabilities.ts';
import type { Space } from '../../queries.ts';
import { decision, roomRequest } from '../schema.ts';
import RequestForm from '../views/RequestForm.svelte';
import Requests from '../views/Requests.svelte';
import { decide, requestRoom, sayWouldJoin, withdraw } from './actions.ts';
import { requestsIn, wouldJoin } from './queries.ts';

const SHOWN = 50;
const DECIDED = 10;

/** Members ask for rooms and say which they would join; facilitators answer. */
export function requestPages(app: FastifyInstance): void {
  const at = '/c/:community/rooms/requests';
  addReadingPage({ label: 'communities.rooms.requests', path: '/rooms/requests', needs: 'rooms.request' });
  app.get(at, (request, reply) => list(request, reply, null, {}, 200));
  app.get(`${at}/new`, form);
  app.post(at, send);
  app.post(`${at}/:id/join`, wish);
  app.post(`${at}/:id/withdraw`, takeBack);
  app.post(`${at}/:id/decide`, answer);
}

const homeOf = (place: RequestPlace) => `${hrefOf(place.community)}/rooms/requests`;

/** How many requests wait, for those who may see them. */
export async function countOpen(ctx: Ctx, community: Space): Promise<number> {
  return can(ctx.viewer, community, 'rooms.request') ? (await requestsIn(ctx.db, community.id, ['open'], SHOWN)).length : 0;
}

async function list(request: FastifyRequest, reply: FastifyReply, refused: { id: number; answer: string } | null, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const community = spaceFor(ctx, place, 'rooms.request');
  const t = translator(ctx.viewer.language);
  const open = await requestsIn(ctx.db, community.id, ['open'], SHOWN);
  const decided = await requestsIn(ctx.db, community.id, ['approved', 'declined'], DECIDED);
  const people = Map.groupBy(await wouldJoin(ctx.db, community.id, open.map(({ id }) => id)), (row) => row.request_id);
  const rooms = new Map(place.spaces.map((space) => [space.id, hrefOf(community, space)]));
  const props = {
    href: homeOf(place),
    open: open.map((row) => ({
      ...row,
      own: row.requester_id === ctx.viewer.personId,
      people: (people.get(row.id) ?? []).map(({ name, handle }) => ({ name, handle })),
      joins: (people.get(row.id) ?? []).some(({ id }) => id === ctx.viewer.personId),
    })),
    decided: decided.map((row) => ({ ...row, room: (row.room_id !== null && rooms.get(row.room_id)) || null })),
    canDecide: can(ctx.viewer, community, 'rooms.open'),
    refused: refused && { ...refused, error: errors.answer ?? errors.decision ?? errors[''] ?? null },
  };
  return page(request, reply, Requests, props, inPlace(request, place, { title: t('communities.rooms.requests'), door: 'meet', noIndex: true, status }));
}

async function form(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  spaceFor(request.ctx, place, 'rooms.request');
  return formPage(request, reply, place, {}, {}, 200);
}

function formPage(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, values: Record<string, unknown>, errors: FormErrors, status: number) {
  const t = translator(request.ctx.viewer.language);
  const props = { action: homeOf(place), values: { once: onceKey(), ...values } as Record<string, string>, errors };
  return page(request, reply, RequestForm, props, inPlace(request, place, { title: t('communities.rooms.request'), door: 'meet', noIndex: true, status }));
}

const send = acting({
  may: 'rooms.request',
  back: homeOf,
  async work(request, community) {
    await requestRoom(request.ctx, community, parseInput(roomRequest, request.body), String(typed(request).once ?? '').slice(0, 100) || null);
    return 'communities.rooms.requested';
  },
  again: (request, reply, errors, status, place) => formPage(request, reply, place, typed(request), errors, status),
});

const wish = acting({
  may: 'rooms.request',
  back: homeOf,
  async work(request, community) {
    await sayWouldJoin(request.ctx, community, idParam(request), typed(request).would !== 'no');
    return null;
  },
});

const takeBack = acting({
  may: 'rooms.request',
  back: homeOf,
  async work(request, community) {
    await withdraw(request.ctx, community, idParam(request));
    return 'communities.rooms.withdrawn';
  },
});

const answer = acting({
  may: 'rooms.open',
  back: homeOf,
  async work(request, community) {
    const room = await decide(request.ctx, community, idParam(request), parseInput(decision, request.body));
    return room ? 'communities.rooms.approved' : 'communities.rooms.declined';
  },
  again: (request, reply, errors, status) => list(request, reply, { id: idParam(request), answer: String(typed(request).answer ?? '') }, errors, status),
});
