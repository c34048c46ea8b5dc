import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { notAllowed } from '#platform/errors.ts';
import { baseUrl } from '../../config.ts';
import { canRead, changeMail, facilitatorsOf, hrefOf, hrefOfSpace, join, leave, listCommunities, mailChoice, mailWays, placeOf, REPLIES, spaceFor } from '../communities/index.ts';
import { closenessIn, visibleProfile } from '../people/index.ts';
import { apiRoute } from './route.ts';

const mailAnswer = z.object({ replies: z.enum(REPLIES), prefix: z.string() });

const space = z.object({
  id: z.number().int(),
  slug: z.string(),
  kind: z.enum(['community', 'room']),
  name: z.string(),
  tagline: z.string().nullable(),
  description: z.string().nullable(),
  visibility: z.enum(['public', 'members', 'invited', 'secret']),
  language: z.string(),
  members: z.number().int(),
  discussions: z.number().int(),
  /** Where a reply by mail goes, and what stands in brackets before subjects. */
  mail: mailAnswer,
  url: z.url(),
});

const member = z.object({
  id: z.number().int(),
  handle: z.string(),
  name: z.string(),
  headline: z.string().nullable(),
  organisation: z.string().nullable(),
  country: z.string().nullable(),
  role: z.enum(['guest', 'member', 'facilitator', 'steward']),
  joined_at: z.iso.datetime(),
});

type Row = Awaited<ReturnType<typeof listCommunities>>[number];

function asSpace(community: Row, row: Row, url: string): z.input<typeof space> {
  return { ...row, mail: mailWays(community, row), members: row.member_count, discussions: row.discussion_count, url };
}

const asMember = (row: Awaited<ReturnType<typeof facilitatorsOf>>[number]): z.input<typeof member> => ({
  ...row,
  joined_at: new Date(row.joined_at).toISOString(),
});

/** Who I am, which communities there are, joining them. */
export function communityApi(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: '/me',
    summary: 'The person that the token belongs to',
    answer: z.object({ id: z.number().int(), handle: z.string(), name: z.string(), language: z.string(), time_zone: z.string() }),
    async handle({ ctx: { viewer } }) {
      if (viewer.personId === null) throw notAllowed(viewer);
      return { id: viewer.personId, handle: viewer.handle!, name: viewer.name!, language: viewer.language, time_zone: viewer.timeZone };
    },
  });
  apiRoute(app, {
    method: 'GET',
    path: '/communities',
    summary: 'The communities that one may read',
    answer: z.object({ communities: z.array(space) }),
    async handle({ ctx }) {
      const rows = (await listCommunities(ctx.db)).filter((row) => canRead(ctx.viewer, row, row));
      return { communities: rows.map((row) => asSpace(row, row, baseUrl(ctx.services.config) + hrefOf(row))) };
    },
  });
  apiRoute(app, {
    method: 'GET',
    path: '/communities/:community',
    summary: 'A community, its rooms and its facilitators',
    answer: z.object({ community: space, rooms: z.array(space), facilitators: z.array(member) }),
    async handle(request) {
      const place = await placeOf(request);
      const url = (row: Row) => baseUrl(request.ctx.services.config) + hrefOfSpace(place, row);
      const facilitators = await facilitatorsOf(request.ctx.db, place.community);
      return {
        community: asSpace(place.community, place.community, url(place.community)),
        rooms: place.spaces.filter((row) => row.parent_id !== null).map((row) => asSpace(place.community, row, url(row))),
        facilitators: facilitators.map((row) => asMember(visibleProfile(row, closenessIn(request.ctx.viewer, place.community)))),
      };
    },
  });
  apiRoute(app, {
    method: 'PUT',
    path: '/communities/:community/mail',
    summary: 'Say where replies by mail go and what stands before subjects; empty is as in the community, or usual',
    query: z.object({ room: z.string().max(40).optional() }),
    body: mailChoice,
    answer: mailAnswer,
    async handle(request, { query, body }) {
      if (query.room) (request.params as Record<string, string>).room = query.room;
      await changeMail(request.ctx, spaceFor(request.ctx, await placeOf(request), 'settings'), body);
      const { community, space } = await placeOf(request);
      return mailWays(community, space);
    },
  });
  apiRoute(app, {
    method: 'PUT',
    path: '/communities/:community/membership',
    summary: 'Join the community',
    async handle(request) {
      await join(request.ctx, await placeOf(request));
    },
  });
  apiRoute(app, {
    method: 'DELETE',
    path: '/communities/:community/membership',
    summary: 'Leave the community; what one wrote stays',
    async handle(request) {
      await leave(request.ctx, await placeOf(request));
    },
  });
}
