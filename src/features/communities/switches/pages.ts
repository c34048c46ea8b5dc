import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { spaceFor } from '../access.ts';
import { hrefOf, inPlace, PLACES, placeOf, type RequestPlace } from '../frame.ts';
import { can } from '../permissions/capabilities.ts';
import { addSteeringPage, inSteering } from '../steering.ts';
import Switches from '../views/Switches.svelte';
import WhatWeUse from '../views/WhatWeUse.svelte';
import { changeSwitches } from './actions.ts';
import { reasonsOf } from './queries.ts';
import { allSwitches, GOALS, switchedOff } from './registry.ts';
import { switchSettings } from './schema.ts';

/** What a place uses, and why: for stewards to choose, and for everybody to read. */
export function switchPages(app: FastifyInstance): void {
  addSteeringPage({ path: '/features', label: 'communities.features', capability: 'features', group: 'place', order: 50, rooms: true });
  for (const at of PLACES) {
    app.get(`${at}/features`, features);
    app.post(`${at}/features`, saveFeatures);
    app.get(`${at}/what-we-use`, whatWeUse);
  }
}

async function features(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  spaceFor(request.ctx, place, 'features');
  const off = JSON.parse(place.space.switched_off) as string[];
  const why = await reasonsOf(request.ctx.db, place.space);
  const values = Object.fromEntries(Object.entries(why).map(([feature, text]) => [`why.${feature}`, text]));
  const on = allSwitches().map(({ feature }) => feature).filter((feature) => !off.includes(feature));
  return featuresPage(request, reply, place, { on, ...values }, {}, 200);
}

async function saveFeatures(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'features');
  return attempt(
    request,
    async () => {
      await changeSwitches(request.ctx, space, parseInput(switchSettings, request.body ?? {}));
      flash(reply, 'communities.saved');
      return seeOther(reply, `${hrefOf(place.community, place.room)}/features`);
    },
    (errors, status) => featuresPage(request, reply, place, typed(request), errors, status),
  );
}

function featuresPage(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, values: Record<string, unknown>, errors: FormErrors, status: number) {
  const t = translator(request.ctx.viewer.language);
  const above = place.room ? (JSON.parse(place.community.switched_off) as string[]) : [];
  const props = {
    action: `${hrefOf(place.community, place.room)}/features`,
    switches: allSwitches().filter(({ feature }) => !above.includes(feature)),
    on: [values.on ?? []].flat() as string[],
    values: values as Record<string, string>,
    errors,
    room: place.room !== null,
  };
  return page(request, reply, Switches, props, inSteering(request, place, { title: t('communities.features'), status }));
}

async function whatWeUse(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const t = translator(request.ctx.viewer.language);
  const off = switchedOff(place);
  const why = await reasonsOf(request.ctx.db, place.space);
  const used = allSwitches().filter(({ feature }) => !off.includes(feature));
  const goals = GOALS.map((goal) => ({ goal, used: used.filter(({ goals }) => goals.includes(goal)) })).filter((group) => group.used.length > 0);
  const props = { name: place.space.name, href: hrefOf(place.community, place.room), goals, why, canChange: can(request.ctx.viewer, place.space, 'features') };
  return page(request, reply, WhatWeUse, props, inPlace(request, place, { title: t('communities.what_we_use') }));
}
