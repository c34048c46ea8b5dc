import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { idParam, parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { addSteeringPage, hrefOf, inPlace, inSteering, PLACES, placeOf, type RequestPlace } from '../../communities/index.ts';
import { decidableCase, MODERATE, moderatedSpaces, reportableItem } from '../access.ts';
import { decision, newReport } from '../schema.ts';
import { REASONS } from '../tables.ts';
import Queue from '../views/Queue.svelte';
import Report from '../views/Report.svelte';
import { decide, report } from './actions.ts';
import { queueOf } from './queue.ts';

/** Reporting, for everybody; and what waits for the moderators of a place. */
export function casePages(app: FastifyInstance): void {
  addSteeringPage({ path: '/moderation', label: 'moderation.title', capability: MODERATE, group: 'daily', order: 20, rooms: true });
  for (const at of PLACES) {
    app.get(`${at}/report/:id`, (request, reply) => reportPage(request, reply, {}, {}, 200));
    app.post(`${at}/report/:id`, sendReport);
    app.get(`${at}/moderation`, (request, reply) => queue(request, reply, null, {}, 200));
    app.post(`${at}/moderation/cases/:id`, decideCase);
  }
}

async function reportPage(request: FastifyRequest, reply: FastifyReply, values: Record<string, unknown>, errors: FormErrors, status: number): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { shown } = await reportableItem(request.ctx, place, idParam(request));
  const t = translator(request.ctx.viewer.language);
  const props = { shown, action: request.url.split('?')[0]!, reasons: REASONS, values: values as Record<string, string>, errors };
  return page(request, reply, Report, props, inPlace(request, place, { title: t('moderation.report'), status, noIndex: true }));
}

async function sendReport(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const item = await reportableItem(request.ctx, place, idParam(request));
  return attempt(
    request,
    async () => {
      await report(request.ctx, item, parseInput(newReport, request.body ?? {}));
      flash(reply, 'moderation.reported');
      return seeOther(reply, item.shown.href);
    },
    (errors, status) => reportPage(request, reply, typed(request), errors, status),
  );
}

async function queue(request: FastifyRequest, reply: FastifyReply, refusedId: number | null, errors: FormErrors, status: number): Promise<FastifyReply> {
  const place = await placeOf(request);
  const spaces = moderatedSpaces(request.ctx, place);
  const t = translator(request.ctx.viewer.language);
  const props = {
    href: `${hrefOf(place.community, place.room)}/moderation`,
    ...(await queueOf(request.ctx, place, spaces, query(request, 'after'))),
    refused: { id: refusedId, errors, note: String(typed(request).note ?? '') },
    reasons: REASONS,
  };
  return page(request, reply, Queue, props, inSteering(request, place, { title: t('moderation.title'), status }));
}

async function decideCase(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place: RequestPlace = await placeOf(request);
  const back = `${hrefOf(place.community, place.room)}/moderation`;
  return attempt(
    request,
    async () => {
      const found = await decidableCase(request.ctx, place, idParam(request));
      await decide(request.ctx, place, found, parseInput(decision, request.body ?? {}));
      flash(reply, 'moderation.decided');
      return seeOther(reply, back);
    },
    (errors, status) => queue(request, reply, idParam(request), errors, status),
  );
}
