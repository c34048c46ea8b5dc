import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { readNotifications } from '../../notifications/index.ts';
import Reports from '../views/Reports.svelte';
import { ownReports } from './list.ts';
import { ANSWERED, REPORTS } from './telling.ts';

/** What became of one's own reports. */
export function reportsPages(app: FastifyInstance): void {
  app.get(REPORTS, show);
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const { reports, older } = await ownReports(ctx, query(request, 'before'));
  // Here stands what the inbox says.
  await readNotifications(ctx, { kind: ANSWERED });
  const props = { reports, older: older && `?before=${older}` };
  return page(request, reply, Reports, props, { title: translator(ctx.viewer.language)('moderation.own_reports'), noIndex: true });
}
