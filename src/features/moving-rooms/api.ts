import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { baseUrl } from '../../config.ts';
import { apiRoute } from '../api/index.ts';
import { hrefOf, placeOf } from '../communities/index.ts';
import { movableRoom, targetPlace } from './access.ts';
import { moveRoom } from './moving.ts';
import { roomMove } from './schema.ts';

/** Moving a room, for programs. Sent again it finds the room where it is, and changes nothing. */
export function movingApi(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'POST',
    path: '/communities/:community/rooms/:slug/move',
    summary: 'Move a room into another community, named by its address. A large one is on its way until it has arrived',
    body: roomMove,
    answer: z.object({ community: z.string(), slug: z.string(), arrived: z.boolean(), url: z.url() }),
    async handle(request, { body }) {
      const params = request.params as Record<string, string>;
      params.room = params.slug!;
      const place = await placeOf(request);
      const room = movableRoom(request.ctx, place);
      const answer = (slug: string, arrived: boolean) => ({ community: body.to, slug, arrived, url: baseUrl(request.ctx.services.config) + hrefOf({ slug: body.to }, { slug }) });
      if (place.community.slug === body.to) return answer(room.slug, true);
      const { community } = await targetPlace(request.ctx, place, body.to);
      const { arrived, slug } = await moveRoom(request.ctx, place, room, community, body);
      return answer(slug, arrived);
    },
  });
}
