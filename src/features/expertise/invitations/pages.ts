import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { idParam, parseInput } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { inPlace, PLACES, placeOf, type RequestPlace } from '../../communities/index.ts';
import { linksOf } from '../../discussions/index.ts';
import { sometimes } from '../finder/pages.ts';
import { invited } from '../schema.ts';
import Invite from '../views/Invite.svelte';
import { askableDiscussion, type AskableDiscussion } from './access.ts';
import { invite } from './actions.ts';
import { invitationsOf } from './queries.ts';
import { suggestionsFor } from './suggestions.ts';

export function invitationPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/discussions/:id/helpers`, sometimes(app.rateFactor), show);
    app.post(`${at}/discussions/:id/helpers`, sometimes(app.rateFactor), send);
  }
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  return suggestions(request, reply, place, await askableDiscussion(request.ctx, place, idParam(request)), {}, 200);
}

async function suggestions(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, discussion: AskableDiscussion, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  const t = translator(ctx.viewer.language);
  const { self, list } = linksOf(place, discussion.home, discussion);
  const props = {
    title: discussion.title,
    language: discussion.language,
    self,
    closed: discussion.closed_at !== null,
    helpers: discussion.closed_at === null ? await suggestionsFor(ctx, discussion) : [],
    invited: await invitationsOf(ctx.db, place.community.id, discussion.id),
    errors,
  };
  const crumbs = [{ href: list, label: t('discussions.title') }, { href: self, label: discussion.title }];
  return page(request, reply, Invite, props, inPlace(request, place, { title: t('expertise.invite_title'), door: 'talk', crumbs, status, noIndex: true }));
}

async function send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const discussion = await askableDiscussion(request.ctx, place, idParam(request));
  return attempt(
    request,
    async () => {
      await invite(request.ctx, discussion, parseInput(invited, request.body).person);
      flash(reply, 'expertise.invited');
      return seeOther(reply, `${linksOf(place, discussion.home, discussion).self}/helpers`);
    },
    (errors, status) => suggestions(request, reply, place, discussion, errors, status),
  );
}
