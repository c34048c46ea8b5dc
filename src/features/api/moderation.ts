import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { idParam, param } from '#platform/http/params.ts';
import { notFound } from '#platform/errors.ts';
import { placeOf, spaceFor } from '../communities/index.ts';
import { decidableCase, decide, decision, lift, lifting, measure, measureForm, MODERATE, moderatedSpaces, newReport, queueOf, report, reportableItem } from '../moderation/index.ts';
import { personByHandle } from '../people/index.ts';
import { apiRoute } from './route.ts';

const waiting = z.object({
  id: z.number().int(),
  kind: z.enum(['report', 'held', 'appeal']),
  why: z.string(),
  opened_at: z.iso.datetime(),
  title: z.string().nullable(),
  text: z.string(),
  url: z.string().nullable(),
  space: z.string(),
  author: z.string(),
  reports: z.array(z.object({ reason: z.string(), note: z.string().nullable(), by: z.string() })),
});

/** Moderation for programs: the same actions as the pages. */
export function moderationApi(app: FastifyInstance): void {
  const community = '/communities/:community';
  apiRoute(app, {
    method: 'POST',
    path: `${community}/items/:id/reports`,
    summary: 'Tell the moderators of an item',
    body: newReport,
    async handle(request, { body }) {
      await report(request.ctx, await reportableItem(request.ctx, await placeOf(request), idParam(request)), body);
    },
  });
  apiRoute(app, {
    method: 'GET',
    path: `${community}/moderation/cases`,
    summary: 'What waits for moderators, the oldest first',
    query: z.object({ after: z.string().regex(/^\d+\.\d+$/).optional() }),
    answer: z.object({ cases: z.array(waiting), next: z.string().nullable() }),
    async handle(request, { query }) {
      const place = await placeOf(request);
      const { cases, more } = await queueOf(request.ctx, place, moderatedSpaces(request.ctx, place), query.after ?? null);
      return {
        next: more && more.slice('?after='.length),
        cases: cases.map(({ id, kind, why, at, title, text, href, space, author, reports }) => ({
          ...{ id, kind, why, title, text, space, url: href, author: author.handle, opened_at: new Date(at).toISOString() },
          reports: reports.map(({ reason, note, handle }) => ({ reason, note, by: handle })),
        })),
      };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: `${community}/moderation/cases/:id`,
    summary: 'Decide a case',
    body: decision,
    async handle(request, { body }) {
      const place = await placeOf(request);
      await decide(request.ctx, place, await decidableCase(request.ctx, place, idParam(request)), body);
    },
  });
  measures(app, `${community}/moderation/people/:handle`);
}

function measures(app: FastifyInstance, path: string): void {
  apiRoute(app, {
    method: 'POST',
    path,
    summary: 'Hold, slow or ban somebody in this space',
    body: measureForm,
    async handle(request, { body }) {
      const space = spaceFor(request.ctx, await placeOf(request), MODERATE);
      const person = await personByHandle(request.ctx.db, param(request, 'handle'));
      if (!person) throw notFound();
      await measure(request.ctx, space, person.id, body);
    },
  });
  apiRoute(app, {
    method: 'DELETE',
    path,
    summary: 'Lift what holds for somebody',
    query: lifting,
    async handle(request, { query }) {
      const space = spaceFor(request.ctx, await placeOf(request), MODERATE);
      const person = await personByHandle(request.ctx.db, param(request, 'handle'));
      if (!person) throw notFound();
      await lift(request.ctx, space, person.id, query.lift);
    },
  });
}
