import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notAllowed } from '#platform/errors.ts';
import { asId, query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { can, inPlace, PLACES, placeOf, roleIn } from '../../communities/index.ts';
import { MODERATE } from '../access.ts';
import ModerationLog from '../views/ModerationLog.svelte';
import { actionsIn } from './queries.ts';

const A_PAGE = 50;

/** What moderators did: in outline for members, with names for moderators. */
export function moderationLogPages(app: FastifyInstance): void {
  for (const at of PLACES) app.get(`${at}/moderation/log`, log);
}

async function log(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { db, viewer } = request.ctx;
  if (roleIn(viewer, place.space) === null) throw notAllowed(viewer);
  const t = translator(viewer.language);
  const moderates = can(viewer, place.space, MODERATE);
  const rows = await actionsIn(db, place.community.id, [place.space.id], asId(query(request, 'before')), A_PAGE + 1);
  const entries = rows.slice(0, A_PAGE).map(({ id, action, reason, note, at, undone_at, person_name, person_handle, actor_name }) => {
    const outline = { id, action, reason, at, undone: undone_at !== null };
    return moderates ? { ...outline, note, person: person_handle ? { name: person_name!, handle: person_handle } : null, actor: actor_name } : { ...outline, note: null, person: null, actor: null };
  });
  const props = { space: place.space.name, entries, older: rows.length > A_PAGE ? `?before=${entries.at(-1)!.id}` : null };
  return page(request, reply, ModerationLog, props, inPlace(request, place, { title: t('moderation.log'), noIndex: true }));
}
