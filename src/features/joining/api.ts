import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { idParam } from '#platform/http/params.ts';
import { baseUrl } from '../../config.ts';
import { apiRoute, askedPlace, inRoom } from '../api/index.ts';
import { placeOf, spaceFor } from '../communities/index.ts';
import { inviteByLink, inviteByMail, revoke } from './invitations/actions.ts';
import { lettersForm, linkForm } from './invitations/schema.ts';
import { answerRequest, askIn } from './requests/actions.ts';
import { waitingRequests } from './requests/queries.ts';
import { answerForm } from './requests/schema.ts';

const A_PAGE = 100;
/** Coming in, and letting in, for programs: the same actions as the pages. */
export function joiningApi(app: FastifyInstance): void {
  const community = '/communities/:community';
  apiRoute(app, {
    method: 'POST',
    path: `${community}/join-requests`,
    summary: 'Come in, or ask to',
    body: z.object({ reason: z.string().trim().max(2000, 'errors.too_long').default('') }),
    status: 201,
    answer: z.object({ state: z.enum(['joined', 'asked']) }),
    async handle(request, { body }) {
      const place = await placeOf(request);
      return { state: await askIn(request.ctx, place, place.community, body.reason) };
    },
  });
  apiRoute(app, {
    method: 'GET',
    path: `${community}/join-requests`,
    summary: 'Who asks to come in, the longest waiting first',
    query: inRoom,
    answer: z.object({ requests: z.array(z.object({ id: z.number().int(), handle: z.string(), name: z.string(), reason: z.string(), asked_at: z.iso.datetime() })) }),
    async handle(request) {
      const space = spaceFor(request.ctx, await askedPlace(request), 'members.approve');
      const rows = await waitingRequests(request.ctx.db, space.community_id, [space.id], A_PAGE);
      return { requests: rows.map(({ id, handle, name, reason, at }) => ({ id, handle, name, reason, asked_at: new Date(at).toISOString() })) };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: `${community}/join-requests/:id`,
    summary: 'Let somebody in who asked, or not',
    query: inRoom,
    body: answerForm,
    async handle(request, { body }) {
      await answerRequest(request.ctx, spaceFor(request.ctx, await askedPlace(request), 'members.approve'), idParam(request), body);
    },
  });
  invitations(app, `${community}/invitations`);
}

function invitations(app: FastifyInstance, path: string): void {
  apiRoute(app, {
    method: 'POST',
    path: `${path}/links`,
    summary: 'Make a link by which people can come in; it is answered only once',
    query: inRoom,
    body: linkForm,
    status: 201,
    answer: z.object({ url: z.url() }),
    async handle(request, { body }) {
      const token = await inviteByLink(request.ctx, spaceFor(request.ctx, await askedPlace(request), 'invite'), body);
      return { url: `${baseUrl(request.ctx.services.config)}/invitations/${token}` };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: `${path}/letters`,
    summary: 'Invite addresses by mail',
    query: inRoom,
    body: lettersForm,
    async handle(request, { body }) {
      await inviteByMail(request.ctx, spaceFor(request.ctx, await askedPlace(request), 'invite'), body);
    },
  });
  apiRoute(app, {
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'Take an invitation back',
    query: inRoom,
    async handle(request) {
      await revoke(request.ctx, spaceFor(request.ctx, await askedPlace(request), 'invite'), idParam(request));
    },
  });
}
