import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import { query } from '#platform/http/params.ts';
import { placeOf, type RequestPlace } from '../communities/index.ts';

/** Calls that are of a community, or of the room that they name. */
export const inRoom = z.object({ room: z.string().max(40).optional() });

/** The place of such a call. */
export async function askedPlace(request: FastifyRequest): Promise<RequestPlace> {
  const room = query(request, 'room');
  if (room) (request.params as Record<string, string>).room = room;
  return placeOf(request);
}
