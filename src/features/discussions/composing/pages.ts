import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { closenessIn, visibleProfile } from '../../people/index.ts';
import { notAllowed } from '#platform/errors.ts';
import { parseInput, query } from '#platform/http/params.ts';
import { canOnceJoined, PLACES, placeOf, type RequestPlace } from '../../communities/index.ts';
import { compose } from '../compose.ts';
import { previewed } from '../schema.ts';
import { bySession } from './limits.ts';
import { membersBeginning } from './queries.ts';

const MOST_OFFERED = 8;
const LONGEST_NAME = 40;

/** What the composer asks for while one writes: how a text will look, and whom one may mean. */
export function composerPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.post(`${at}/discussions/preview`, bySession(app), preview);
    app.get(`${at}/discussions/people`, offerPeople);
  }
}

/** Only those who could publish here. */
async function writablePlace(request: FastifyRequest): Promise<RequestPlace> {
  const place = await placeOf(request);
  const { viewer } = request.ctx;
  if (!canOnceJoined(viewer, place, 'contribute')) throw notAllowed(viewer);
  return place;
}

async function preview(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await writablePlace(request);
  const { body } = parseInput(previewed, request.body ?? {});
  const { html } = await compose(request.ctx, body);
  return reply.header('cache-control', 'no-store').send({ html });
}

/** Members whose names begin as typed: of the room when it is by invitation, else of its community. */
async function offerPeople(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { community, space } = await writablePlace(request);
  const typed = (query(request, 'q') ?? '').trim().slice(0, LONGEST_NAME);
  const from = space.visibility === 'invited' ? space : community;
  const found = typed ? await membersBeginning(request.ctx.db, community.id, from.id, typed, MOST_OFFERED) : [];
  const closeness = closenessIn(request.ctx.viewer, from);
  const people = found.map((person) => visibleProfile(person, closeness)).map(({ handle, name, organisation }) => ({ handle, name, organisation }));
  return reply.header('cache-control', 'no-store').send({ people });
}
