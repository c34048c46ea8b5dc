import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { translator } from '#platform/i18n/index.ts';
import { baseUrl } from '../../config.ts';
import { placeOf, settleWork, settling, workList } from '../communities/index.ts';
import { apiRoute } from './route.ts';

const row = z.object({
  key: z.string(),
  title: z.string(),
  note: z.string().nullable(),
  who: z.object({ name: z.string(), handle: z.string().nullable() }).nullable(),
  since: z.iso.datetime(),
  url: z.url(),
});

const room = z.object({ room: z.string().max(40).optional() });

/** The place of a call: the room comes as a parameter. */
function placeFor(request: FastifyRequest, slug: string | undefined) {
  if (slug) (request.params as Record<string, string>).room = slug;
  return placeOf(request);
}

/** What awaits the facilitators of a community, for programs. */
export function workApi(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: '/communities/:community/work',
    summary: 'What awaits the facilitators of a community or room',
    query: room,
    answer: z.object({ work: z.array(z.object({ label: z.string(), count: z.number().int(), rows: z.array(row) })) }),
    async handle(request, { query }) {
      const { ctx } = request;
      const t = translator(ctx.viewer.language);
      const base = baseUrl(ctx.services.config);
      const lists = await workList(ctx, await placeFor(request, query.room));
      return {
        work: lists.map(({ label, count, rows }) => ({
          label: t(label),
          count,
          rows: rows.map(({ key, title, note, who, when, href }) => ({
            key,
            title,
            note: note ? t(note.key, note.values) : null,
            who: who && { name: who.name, handle: who.handle },
            since: new Date(when).toISOString(),
            url: base + href,
          })),
        })),
      };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: '/communities/:community/work',
    summary: 'Leave a piece of work for some days, be done with it, or take it up again',
    query: room,
    body: settling,
    async handle(request, { query, body }) {
      await settleWork(request.ctx, await placeFor(request, query.room), body);
    },
  });
}
