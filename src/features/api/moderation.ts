import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { idParam, param } from '#platform/http/params.ts';
import { notFound } from '#platform/errors.ts';
import { baseUrl } from '../../config.ts';
import { spaceFor } from '../communities/index.ts';
import {
  appeal,
  appealTo,
  changeRules,
  decidableCase,
  decide,
  decision,
  lift,
  lifting,
  logOf,
  measure,
  measureForm,
  MODERATE,
  moderatedSpaces,
  newReport,
  ownAction,
  ownReports,
  queueOf,
  report,
  reportableItem,
  rulesOf,
  screeningRules,
} from '../moderation/index.ts';
import { personByHandle } from '../people/index.ts';
import { askedPlace, inRoom } from './place.ts';
import { apiRoute, linkNext } from './route.ts';

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
    query: inRoom,
    body: newReport,
    async handle(request, { body }) {
      await report(request.ctx, await reportableItem(request.ctx, await askedPlace(request), idParam(request)), body);
    },
  });
  apiRoute(app, {
    method: 'GET',
    path: `${community}/moderation/cases`,
    summary: 'What waits for moderators, the oldest first',
    query: inRoom.extend({ after: z.string().regex(/^\d+\.\d+$/).optional() }),
    answer: z.object({ cases: z.array(waiting), next: z.string().nullable() }),
    async handle(request, { query }) {
      const place = await askedPlace(request);
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
    query: inRoom,
    body: decision,
    async handle(request, { body }) {
      const place = await askedPlace(request);
      await decide(request.ctx, place, await decidableCase(request.ctx, place, idParam(request)), body);
    },
  });
  ownReportsApi(app);
  measures(app, `${community}/moderation/people/:handle`);
  inOutline(app, `${community}/moderation`);
  rulesApi(app, `${community}/moderation/rules`);
}

const ownReport = z.object({
  id: z.number().int(),
  reason: z.string(),
  note: z.string().nullable(),
  created_at: z.iso.datetime(),
  outcome: z.enum(['waits', 'hidden', 'stays', 'undone']),
  outcome_at: z.iso.datetime().nullable(),
  space: z.string().nullable(),
  title: z.string().nullable(),
  url: z.url().nullable(),
});

function ownReportsApi(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: '/me/reports',
    summary: 'What one told moderators of, the latest first, and what became of it',
    query: z.object({ before: z.string().regex(/^\d{1,15}\.\d{1,15}$/).optional() }),
    answer: z.object({ reports: z.array(ownReport) }),
    async handle(request, { query: { before } }, reply) {
      const { reports, older } = await ownReports(request.ctx, before ?? null);
      if (older !== null) linkNext(request, reply, { before: older });
      const base = baseUrl(request.ctx.services.config);
      const day = (at: number) => new Date(at).toISOString();
      return {
        reports: reports.map(({ id, reason, note, at, outcome, outcomeAt, space, item }) => ({
          ...{ id, reason, note, outcome, space, created_at: day(at), outcome_at: outcomeAt === null ? null : day(outcomeAt) },
          ...{ title: item?.title ?? null, url: item && base + item.href },
        })),
      };
    },
  });
}

function measures(app: FastifyInstance, path: string): void {
  apiRoute(app, {
    method: 'POST',
    path,
    summary: 'Hold, slow or ban somebody in this space',
    query: inRoom,
    body: measureForm,
    async handle(request, { body }) {
      const space = spaceFor(request.ctx, await askedPlace(request), MODERATE);
      const person = await personByHandle(request.ctx.db, param(request, 'handle'));
      if (!person) throw notFound();
      await measure(request.ctx, space, person.id, body);
    },
  });
  apiRoute(app, {
    method: 'DELETE',
    path,
    summary: 'Lift what holds for somebody',
    query: inRoom.extend(lifting.shape),
    async handle(request, { query }) {
      const space = spaceFor(request.ctx, await askedPlace(request), MODERATE);
      const person = await personByHandle(request.ctx.db, param(request, 'handle'));
      if (!person) throw notFound();
      await lift(request.ctx, space, person.id, query.lift);
    },
  });
}

const entry = z.object({
  id: z.number().int(),
  action: z.string(),
  reason: z.string(),
  undone: z.boolean(),
  at: z.iso.datetime(),
  /** For moderators only, as what follows. */
  note: z.string().nullable(),
  person: z.string().nullable(),
  by: z.string().nullable(),
});

function inOutline(app: FastifyInstance, path: string): void {
  apiRoute(app, {
    method: 'GET',
    path: `${path}/log`,
    summary: 'What moderators did, newest first: in outline for members, with names for moderators',
    query: inRoom.extend({ before: z.coerce.number().int().min(1).optional() }),
    answer: z.object({ entries: z.array(entry) }),
    async handle(request, { query }, reply) {
      const { entries, older } = await logOf(request.ctx, await askedPlace(request), query.before ?? null);
      if (older !== null) linkNext(request, reply, { before: older });
      return { entries: entries.map(({ id, action, reason, undone, at, note, person, actor }) => ({ id, action, reason, undone, at: new Date(at).toISOString(), note, person: person?.handle ?? null, by: actor })) };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: '/appeals/:community/:id',
    summary: 'Ask for another look at what moderators did about oneself; numbers as in the link that told of it',
    body: appeal,
    async handle(request, { body }) {
      await appealTo(request.ctx, await ownAction(request.ctx, idParam(request, 'community'), idParam(request)), body.text);
    },
  });
}

function rulesApi(app: FastifyInstance, path: string): void {
  apiRoute(app, {
    method: 'GET',
    path,
    summary: 'What newcomers may do before somebody looks',
    query: inRoom,
    answer: z.object({ hold_first: z.number().int(), newcomer_links: z.number().int(), newcomer_hourly: z.number().int() }),
    async handle(request) {
      const { hold_first, newcomer_links, newcomer_hourly } = await rulesOf(request.ctx.db, spaceFor(request.ctx, await askedPlace(request), MODERATE));
      return { hold_first, newcomer_links, newcomer_hourly };
    },
  });
  apiRoute(app, {
    method: 'PUT',
    path,
    summary: 'Change what newcomers may do; what is left out is as usual',
    query: inRoom,
    body: screeningRules,
    handle: async (request, { body }) => changeRules(request.ctx, spaceFor(request.ctx, await askedPlace(request), MODERATE), body),
  });
}
