import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import type { FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { acting, addSteeringPage, hrefOf, inSteering, PLACES, placeOf, spaceFor, type RequestPlace } from '../../communities/index.ts';
import { peopleByIds } from '../../people/index.ts';
import Entrance from '../views/Entrance.svelte';
import { changeEntrance } from './actions.ts';
import { entranceRow } from './queries.ts';
import { entranceForm } from './schema.ts';

const save = acting({
  may: 'settings',
  async work({ ctx, body }, space) {
    await changeEntrance(ctx, space, parseInput(entranceForm, body ?? {}));
    return 'communities.saved';
  },
  back: ({ community, room }) => `${hrefOf(community, room)}/settings/joining`,
  again: (request, reply, errors, status, place) => form(request, reply, place, typed(request), errors, status),
});

/** How one comes in, and what newcomers find: for those who run a place. */
export function entrancePages(app: FastifyInstance): void {
  addSteeringPage({ path: '/settings/joining', label: 'joining.title', capability: 'settings', group: 'place', order: 12, rooms: true });
  for (const at of PLACES) {
    app.get(`${at}/settings/joining`, entrance);
    app.post(`${at}/settings/joining`, save);
  }
}

async function entrance(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'settings');
  const row = await entranceRow(request.ctx.db, space);
  const [contact] = row?.contact_id ? await peopleByIds(request.ctx.db, [row.contact_id]) : [];
  const values = { ...row, joining: space.joining, domains: row ? (JSON.parse(row.domains) as string[]).join('\n') : '', contact: contact?.handle ?? '' };
  return form(request, reply, place, values, {}, 200);
}

function form(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, values: object, errors: FormErrors, status: number) {
  const t = translator(request.ctx.viewer.language);
  const props = { action: `${hrefOf(place.community, place.room)}/settings/joining`, values: values as Record<string, string>, errors, room: place.room !== null };
  return page(request, reply, Entrance, props, inSteering(request, place, { title: t('joining.title'), status }));
}
