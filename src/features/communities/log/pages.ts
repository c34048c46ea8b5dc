import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asId, query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import Log from '#ui/Log.svelte';
import { page } from '#ui/page.ts';
import { peopleByIds } from '../../people/index.ts';
import { spaceFor } from '../access.ts';
import { PLACES, placeOf } from '../frame.ts';
import { addSteeringPage, inSteering } from '../steering.ts';
import type { LogDetail } from './actions.ts';
import { logOf } from './queries.ts';
import { sayChange } from './say.ts';

const A_PAGE = 50;

/** What was changed about a place, by whom and when; for those who run it. */
export function logPages(app: FastifyInstance): void {
  addSteeringPage({ path: '/log', label: 'communities.log', capability: 'settings', group: 'place', order: 90, rooms: true });
  for (const at of PLACES) app.get(`${at}/log`, log);
}

async function log(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { db, viewer } = request.ctx;
  const space = spaceFor(request.ctx, place, 'settings');
  const t = translator(viewer.language);
  const rows = await logOf(db, space, asId(query(request, 'before')), A_PAGE + 1);
  const shown = rows.slice(0, A_PAGE).map((row) => ({ ...row, detail: JSON.parse(row.detail) as LogDetail }));
  const people = await peopleByIds(db, shown.flatMap(({ detail }) => (typeof detail.personId === 'number' ? [detail.personId] : [])));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const props = {
    texts: 'communities.log',
    entries: shown.map((row) => ({ id: row.id, at: row.at, name: row.actor_name, handle: row.actor_handle, text: sayChange(t, row.action, row.detail, names) })),
    older: rows.length > A_PAGE ? `?before=${shown.at(-1)!.id}` : null,
  };
  return page(request, reply, Log, props, inSteering(request, place, { title: t('communities.log') }));
}
