import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asId, query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { addReadingPage } from '#ui/sections.ts';
import { inPlace, PLACES, placeOf } from '../../communities/index.ts';
import ModerationLog from '../views/ModerationLog.svelte';
import { logOf } from './entries.ts';

export function moderationLogPages(app: FastifyInstance): void {
  addReadingPage({ label: 'moderation.log', path: '/moderation/log', needs: 'member' });
  for (const at of PLACES) app.get(`${at}/moderation/log`, log);
}

async function log(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { entries, older } = await logOf(request.ctx, place, asId(query(request, 'before')));
  const props = { space: place.space.name, entries, older: older === null ? null : `?before=${older}` };
  return page(request, reply, ModerationLog, props, inPlace(request, place, { title: translator(request.ctx.viewer.language)('moderation.log'), noIndex: true }));
}
