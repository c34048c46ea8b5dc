import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notAllowed } from '#platform/errors.ts';
import { parseInput, query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { hrefOf, PLACES, placeOf } from '../frame.ts';
import { addSteeringPage, inSteering } from '../steering.ts';
import { chooseLetters, settleWork } from './actions.ts';
import { workList } from './list.ts';
import { wantsLetters } from './queries.ts';
import { letters, settling } from './schema.ts';
import Work from './views/Work.svelte';

/** What awaits the facilitators of a community or room. */
export function workPages(app: FastifyInstance): void {
  addSteeringPage({ path: '/work', label: 'communities.work_short', capability: 'facilitate', group: 'daily', order: 1, rooms: true });
  for (const at of PLACES) {
    app.get(`${at}/work`, show);
    app.post(`${at}/work`, settle);
    app.post(`${at}/work-letter`, saveLetters);
  }
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { ctx } = request;
  const lists = await workList(ctx, place);
  const props = {
    lists,
    href: `${hrefOf(place.community, place.room)}/work`,
    name: place.space.name,
    letters: await wantsLetters(ctx.db, ctx.viewer.personId!),
    undo: query(request, 'undo')?.slice(0, 300) ?? null,
  };
  return page(request, reply, Work, props, inSteering(request, place, { title: translator(ctx.viewer.language)('communities.work') }));
}

async function settle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const input = parseInput(settling, request.body);
  const back = `${hrefOf(place.community, place.room)}/work`;
  return attempt(
    request,
    async () => {
      await settleWork(request.ctx, place, input);
      return seeOther(reply, input.do === 'again' ? back : `${back}?undo=${encodeURIComponent(input.key)}`);
    },
    () => seeOther(reply, back),
  );
}

async function saveLetters(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { personId } = request.ctx.viewer;
  if (personId === null) throw notAllowed(request.ctx.viewer);
  await chooseLetters(request.ctx, personId, parseInput(letters, request.body).letters === 'yes');
  flash(reply, 'communities.saved');
  return seeOther(reply, `${hrefOf(place.community, place.room)}/work`);
}
