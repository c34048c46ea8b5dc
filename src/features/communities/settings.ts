import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { spaceFor } from './access.ts';
import { changeSettings } from './actions.ts';
import { hrefOf, placeOf, type RequestPlace } from './frame.ts';
import { spaceSettings } from './schema.ts';
import { addSteeringPage, inSteering } from './steering.ts';
import SpaceForm from './views/SpaceForm.svelte';

/** What facilitators change about a community. */
export function settingsPages(app: FastifyInstance): void {
  addSteeringPage({ path: '/settings', label: 'communities.settings', capability: 'settings', group: 'place', order: 10, rooms: true });
  app.get('/c/:community/settings', settings);
  app.post('/c/:community/settings', saveSettings);
}

async function settings(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'settings');
  return settingsPage(request, reply, place, { ...space }, {}, 200);
}

async function saveSettings(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'settings');
  return attempt(
    request,
    async () => {
      const slug = await changeSettings(request.ctx, space, parseInput(spaceSettings, request.body));
      flash(reply, 'communities.saved');
      return seeOther(reply, `${hrefOf({ slug })}/settings`);
    },
    (errors, status) => settingsPage(request, reply, place, typed(request), errors, status),
  );
}

function settingsPage(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, values: object, errors: FormErrors, status: number) {
  const t = translator(request.ctx.viewer.language);
  const props = {
    title: t('communities.settings'),
    action: `${hrefOf(place.community)}/settings`,
    values: values as Record<string, string>,
    errors,
    parts: { slug: true, colours: true, logo: true, rooms: true },
    visibilities: ['public', 'members'],
    button: t('communities.save'),
  };
  return page(request, reply, SpaceForm, props, inSteering(request, place, { title: props.title, status }));
}
