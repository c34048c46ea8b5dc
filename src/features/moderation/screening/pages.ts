import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { hrefOf, inSteering, PLACES, placeOf, spaceFor, type RequestPlace } from '../../communities/index.ts';
import { MODERATE } from '../access.ts';
import Rules from '../views/Rules.svelte';
import { changeRules, rulesOf, screeningRules } from './rules.ts';

/** What newcomers may do before somebody looks. */
export function rulesPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/moderation/rules`, rules);
    app.post(`${at}/moderation/rules`, saveRules);
  }
}

async function rules(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, MODERATE);
  return form(request, reply, place, await rulesOf(request.ctx.db, space), {}, 200);
}

function form(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, values: object, errors: FormErrors, status: number) {
  const t = translator(request.ctx.viewer.language);
  const props = { action: `${hrefOf(place.community, place.room)}/moderation/rules`, values: values as Record<string, string>, errors };
  return page(request, reply, Rules, props, inSteering(request, place, { title: t('moderation.rules'), status }));
}

async function saveRules(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, MODERATE);
  return attempt(
    request,
    async () => {
      const values = parseInput(screeningRules, request.body ?? {});
      await changeRules(request.ctx, space, values);
      flash(reply, 'communities.saved');
      return seeOther(reply, `${hrefOf(place.community, place.room)}/moderation`);
    },
    (errors, status) => form(request, reply, place, typed(request), errors, status),
  );
}
