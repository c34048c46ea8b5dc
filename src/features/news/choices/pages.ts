import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { param, parseInput } from '#platform/http/params.ts';
import { readSigned } from '#platform/http/signed.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { seeOther } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { hrefOfSpace, PLACES, placeOf, spaceById } from '../../communities/index.ts';
import { choices } from '../schema.ts';
import Stop from '../views/Stop.svelte';
import { setChoices, stopMail } from './actions.ts';

export const STOP = 'news.stop';

export function choicePages(app: FastifyInstance): void {
  for (const at of PLACES) app.post(`${at}/news/choices`, choose);
  app.get('/news/stop/:token', (request, reply) => stopPage(request, reply, false));
  app.post('/news/stop/:token', stop);
}

async function choose(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  await setChoices(request.ctx, place.community.id, parseInput(choices, request.body ?? {}));
  flash(reply, 'news.chosen');
  return seeOther(reply, `${hrefOfSpace(place, place.space)}/news`);
}

/** Who holds the link of a mail may end mail of that kind without signing in (RFC 8058 §3.2). */
async function linkOf(request: FastifyRequest) {
  const text = await readSigned(request.ctx.services, STOP, param(request, 'token'));
  if (text === null) throw notFound();
  const [communityId, personId] = text.split('.').map(Number) as [number, number];
  return { communityId, personId };
}

/** Opening the link changes nothing, for programs open links too. */
async function stopPage(request: FastifyRequest, reply: FastifyReply, done: boolean): Promise<FastifyReply> {
  const { communityId } = await linkOf(request);
  const { db, viewer } = request.ctx;
  const title = translator(viewer.language)('news.stop');
  const name = (await spaceById(db, communityId, communityId))?.name ?? '';
  return page(request, reply, Stop, { action: `/news/stop/${param(request, 'token')}`, name, done }, { title, noIndex: true });
}

async function stop(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { communityId, personId } = await linkOf(request);
  await stopMail(request.ctx, communityId, personId);
  return stopPage(request, reply, true);
}
