import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createContext } from '#platform/context.ts';
import { notAllowed, notFound } from '#platform/errors.ts';
import { idParam, param, parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { addSteeringPage, askableRoom, can, communityNow, hrefOf, inPlace, inSteering, PLACES, placeOf, readablePlace, spaceById, spaceFor, type RequestPlace, type Space, type SpaceFor } from '../../communities/index.ts';
import { peopleByIds, viewerOfId } from '../../people/index.ts';
import { entranceRow } from '../entrance/queries.ts';
import { isSigned } from '../signed.ts';
import Ask from '../views/Ask.svelte';
import Requests from '../views/Requests.svelte';
import SignedRequest from '../views/SignedRequest.svelte';
import { answerRequest, askIn } from './actions.ts';
import { lastRequest, requestById, waitingRequests } from './queries.ts';
import { answerForm, reasonForm } from './schema.ts';

const APPROVE = 'members.approve';
const MOST = 100;

/** Asking to be let in, and answering those who ask: on a page, or from the mail that tells of them. */
export function requestPages(app: FastifyInstance): void {
  addSteeringPage({ path: '/requests', label: 'joining.requests', capability: APPROVE, group: 'daily', order: 15, rooms: true });
  for (const path of ['/c/:community/join', '/c/:community/join/rooms/:id']) {
    app.get(path, (request, reply) => askPage(request, reply, {}, {}, 200));
    app.post(`${path}/ask`, ask);
  }
  for (const at of PLACES) {
    app.get(`${at}/requests`, requests);
    app.post(`${at}/requests/:id`, answer);
  }
  app.get('/requests/:community/:id/:person/:token', signedPage);
  app.post('/requests/:community/:id/:person/:token', answerSigned);
}

/** What somebody asks to come into: the community, or a room of it that is by invitation. */
async function askedFor(request: FastifyRequest) {
  const place = await placeOf(request);
  const { community } = place;
  const { ctx } = request;
  if (ctx.viewer.personId === null || ctx.viewer.banned.has(community.id)) throw notAllowed(ctx.viewer);
  const home = hrefOf(community);
  if (!('id' in (request.params as object))) return { place, space: community as Space, way: community.joining, home, action: `${home}/join` };
  const { id } = await askableRoom(ctx, place, idParam(request));
  const room = (await spaceById(ctx.db, community.id, id))!;
  return { place, space: room, way: room.joining === 'invitation' ? 'invitation' : 'approval', home: `${home}/rooms`, action: `${home}/join/rooms/${id}` };
}

async function askPage(request: FastifyRequest, reply: FastifyReply, values: Record<string, unknown>, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { place, space, way, home, action } = await askedFor(request);
  const { db, viewer } = request.ctx;
  if (viewer.roles.has(space.id)) return seeOther(reply, home);
  const t = translator(viewer.language);
  const last = await lastRequest(db, space, viewer.personId!);
  const props = {
    name: space.name,
    href: home,
    action: `${action}/ask`,
    way,
    question: (await entranceRow(db, space))?.question ?? null,
    waiting: last && last.decided_at === null ? last.at : null,
    reason: String(values.reason ?? ''),
    errors,
  };
  return page(request, reply, Ask, props, inPlace(request, place, { title: t('communities.join_community', { name: space.name }), status, noIndex: true }));
}

async function ask(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { place, space, way, home, action } = await askedFor(request);
  return attempt(
    request,
    async () => {
      const reason = way === 'approval' ? parseInput(reasonForm, request.body ?? {}).reason : '';
      const done = await askIn(request.ctx, place, space, reason);
      flash(reply, done === 'joined' ? 'communities.joined' : 'joining.asked', { name: space.name });
      return seeOther(reply, done === 'joined' ? home : action);
    },
    (errors, status) => askPage(request, reply, typed(request), errors, status),
  );
}

async function requests(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  spaceFor(request.ctx, place, APPROVE);
  const { db, viewer } = request.ctx;
  const t = translator(viewer.language);
  const spaces = (place.room ? [place.room] : place.spaces).filter((space) => can(viewer, space, APPROVE));
  const rows = await waitingRequests(db, place.community.id, spaces.map((space) => space.id), MOST);
  const props = {
    requests: rows.map((row) => {
      const space = spaces.find(({ id }) => id === row.space_id)!;
      return { ...row, space: space.parent_id === null ? null : space.name, action: `${hrefOf(place.community, space.parent_id === null ? null : space)}/requests/${row.id}` };
    }),
  };
  return page(request, reply, Requests, props, inSteering(request, place, { title: t('joining.requests') }));
}

async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place: RequestPlace = await placeOf(request);
  const space = spaceFor(request.ctx, place, APPROVE);
  const back = `${hrefOf(place.community, place.room)}/requests`;
  return attempt(
    request,
    async () => {
      await answerRequest(request.ctx, space, idParam(request), parseInput(answerForm, request.body ?? {}));
      flash(reply, 'joining.answer_sent');
      return seeOther(reply, back);
    },
    (errors) => {
      flash(reply, errors[''] === undefined ? 'joining.error.answer' : 'joining.error.answered', undefined, 'problem');
      return seeOther(reply, back);
    },
  );
}

/** The request that a mailed link is about, with the rights that its receiver has now. */
async function signedRequest(request: FastifyRequest) {
  const { ctx } = request;
  const [communityOnce, id, personId] = [idParam(request, 'community'), idParam(request), idParam(request, 'person')];
  if (!(await isSigned(ctx, `request ${communityOnce} ${id} ${personId}`, param(request, 'token')))) throw notFound();
  const communityId = await communityNow(ctx.db, communityOnce, 'join_requests', id);
  const found = await requestById(ctx.db, communityId, id);
  const viewer = await viewerOfId(ctx.services, personId);
  const community = found && (await spaceById(ctx.db, communityId, communityId));
  const room = found && found.space_id !== communityId ? await spaceById(ctx.db, communityId, found.space_id) : null;
  if (!found || !viewer || !community || room === undefined) throw notFound();
  const own = createContext(ctx.services, viewer);
  const place = await readablePlace(own, community.slug, room?.slug ?? null);
  return { own, found, place, space: spaceFor(own, place, APPROVE) as SpaceFor<typeof APPROVE> };
}

async function signedPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { own, found, place } = await signedRequest(request);
  const t = translator(own.viewer.language);
  const [person] = await peopleByIds(own.db, [found.person_id]);
  const props = { name: person?.name ?? '', space: place.space.name, reason: found.reason, action: request.url, decision: found.decision };
  return page(request, reply, SignedRequest, props, { title: t('joining.requests'), noIndex: true });
}

async function answerSigned(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { own, found, space } = await signedRequest(request);
  if (found.decision === null) await answerRequest(own, space, found.id, parseInput(answerForm, request.body ?? {}));
  return seeOther(reply, request.url);
}
