import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notAllowed } from '#platform/errors.ts';
import { idParam } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { inPlace, PLACES, placeOf } from '../../communities/index.ts';
import { readableDiscussion, standingOf } from '../access.ts';
import { linksOf } from '../links.ts';
import Follow from '../views/Follow.svelte';

export function followPages(app: FastifyInstance): void {
  for (const at of PLACES) app.get(`${at}/discussions/:id/follow`, followPage);
}

/** Where the unsubscribe link of a mail leads: opening it changes nothing, for programs open links too. */
async function followPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { viewer } = request.ctx;
  if (viewer.personId === null) throw notAllowed(viewer);
  const discussion = await readableDiscussion(request.ctx, place, idParam(request));
  const { self } = linksOf(place, discussion.home, discussion);
  const title = translator(viewer.language)('discussions.follow_title');
  const props = { title: discussion.title, self, level: (await standingOf(request.ctx, discussion)).follow };
  return page(request, reply, Follow, props, inPlace(request, place, { title, door: 'talk', noIndex: true }));
}
