import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '#platform/context.ts';
import { invalidField, notFound } from '#platform/errors.ts';
import { asId, param, parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { hrefOf, hrefOfSpace, inPlace, PLACES, placeOf, spaceById, spaceFor, type Space } from '../../communities/index.ts';
import { EDIT, isOpen } from '../access.ts';
import { archivePage } from '../archive/pages.ts';
import { listOf } from '../links.ts';
import { choosing, subscribing } from '../schema.ts';
import { settingsOf } from '../settings/queries.ts';
import { subscriberById } from './queries.ts';
import Linked from '../views/Linked.svelte';
import Told from '../views/Told.svelte';
import { askAddress, choose, confirm, confirmable, end, endingOf } from './actions.ts';

export function subscribingPages(app: FastifyInstance): void {
  const limit = (max: number) => (app.rateFactor === 0 ? {} : { config: { rateLimit: { max: Math.ceil(max * app.rateFactor), timeWindow: 60_000 } } });
  for (const at of PLACES) {
    app.post(`${at}/newsletters/subscribe`, limit(10), subscribe);
    app.post(`${at}/newsletters/choice`, chooseHere);
    app.post(`${at}/newsletters/subscribers/ask`, limit(10), askAgain);
  }
  app.get('/newsletters/confirm/:token', (request, reply) => confirmPage(request, reply, false));
  app.post('/newsletters/confirm/:token', limit(30), confirmNow);
  app.get('/newsletters/unsubscribe/:token', (request, reply) => endPage(request, reply, null));
  // A mail provider presses the button for many people from one address.
  app.post('/newsletters/unsubscribe/:token', limit(3000), endNow);
}

/** Answers the same for every address: new, known, a member's. */
async function subscribe(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  if (!isOpen(place.community, place.space)) throw notFound();
  return attempt(
    request,
    async () => {
      const { address } = parseInput(subscribing, typed(request));
      // Programs fill in what people do not see. They are answered as everybody.
      if (!typed(request).homepage) await askAddress(ctx, place.space, address);
      const t = translator(ctx.viewer.language);
      const title = t('newsletters.asked');
      return page(request, reply, Told, { title, text: t('newsletters.asked_text', { address }), back: listOf(place, place.space) }, inPlace(request, place, { title, door: 'know', noIndex: true }));
    },
    (errors, status) => archivePage(request, reply, place, errors, status),
  );
}

/** Asks somebody whom mail did not reach whether it does again. */
async function askAgain(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const space = spaceFor(ctx, place, EDIT);
  const subscriber = await subscriberById(ctx.db, space.community_id, asId(typed(request).id) ?? 0);
  if (!subscriber || subscriber.space_id !== space.id || subscriber.ended_at !== null || !isOpen(place.community, space)) throw invalidField('id', 'newsletters.error.gone');
  await askAddress(ctx, place.space, subscriber.address);
  flash(reply, 'newsletters.returned_asked');
  return seeOther(reply, `${hrefOfSpace(place, place.space)}/members/mail`);
}

async function chooseHere(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const wanted = parseInput(choosing, typed(request)).wanted === 'yes';
  await choose(request.ctx, place.space, wanted);
  flash(reply, wanted ? 'newsletters.chosen' : 'newsletters.unchosen');
  return seeOther(reply, listOf(place, place.space));
}

async function confirmPage(request: FastifyRequest, reply: FastifyReply, done: boolean): Promise<FastifyReply> {
  const { ctx } = request;
  const found = await confirmable(ctx, param(request, 'token'));
  const t = translator(ctx.viewer.language);
  const values = { name: found?.space.name ?? '' };
  const kind = !found ? 'stale' : done ? 'confirmed' : 'confirm';
  const props = {
    title: t(`newsletters.${kind}.title`, values),
    text: t(`newsletters.${kind}.lead`, values),
    action: request.url,
    buttons: kind === 'confirm' ? [{ label: t('newsletters.confirm.button'), name: 'do', value: 'confirm', plain: false }] : [],
    check: found && kind === 'confirm' && (await settingsOf(ctx.db, found.space)).clicks ? { name: 'counts', label: t('newsletters.counting'), help: t('newsletters.counting_help') } : null,
    archive: found && done ? await archiveOf(ctx, found.space) : null,
  };
  return page(request, reply, Linked, props, { title: props.title, noIndex: true, ...(!found && { status: 410 }) });
}

async function confirmNow(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const found = await confirmable(request.ctx, param(request, 'token'));
  if (found) await confirm(request.ctx, found, typed(request).counts === 'yes');
  return confirmPage(request, reply, true);
}

/** The link at the foot of a mail. Opening it changes nothing, for programs open links too (RFC 8058 §1). */
async function endPage(request: FastifyRequest, reply: FastifyReply, done: 'ended' | 'back' | null): Promise<FastifyReply> {
  const { ctx } = request;
  const ending = await endingOf(ctx, param(request, 'token'));
  if (!ending) throw notFound();
  const t = translator(ctx.viewer.language);
  const values = { name: ending.space.name };
  const kind = done ?? 'end';
  const button = kind === 'ended' ? { label: t('newsletters.ended.undo'), name: 'do', value: 'back', plain: true } : { label: t('newsletters.end.button'), name: 'do', value: 'end', plain: false };
  const props = {
    title: t(`newsletters.${kind}.title`, values),
    text: t(`newsletters.${kind}.lead`, values),
    action: request.url,
    buttons: kind === 'back' ? [] : [button],
    check: null,
    archive: done ? await archiveOf(ctx, ending.space) : null,
  };
  return page(request, reply, Linked, props, { title: props.title, noIndex: true });
}

/** The button of a mail program says no more than that it was pressed; it follows no redirect (RFC 8058 §3.1). */
async function endNow(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const ending = await endingOf(request.ctx, param(request, 'token'));
  if (!ending) throw notFound();
  const back = typed(request).do === 'back';
  await end(request.ctx, ending, back);
  return endPage(request, reply, back ? 'back' : 'ended');
}

/** Where earlier issues stand, where everybody may read them. */
async function archiveOf(ctx: Ctx, space: Space): Promise<string | null> {
  const community = await spaceById(ctx.db, space.community_id, space.community_id);
  const room = community?.id === space.id ? null : space;
  return community && isOpen(community, space) ? `${hrefOf(community, room)}/newsletters` : null;
}
