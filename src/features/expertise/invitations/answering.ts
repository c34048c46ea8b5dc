import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { param, parseInput } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { seeOther } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { linksOf } from '../../discussions/index.ts';
import { willingness } from '../asking/willingness.ts';
import { declining } from '../schema.ts';
import Asked from '../views/Asked.svelte';
import { decline } from './actions.ts';
import { readerOf } from './letter.ts';
import { invitationById } from './queries.ts';
import { readToken } from './token.ts';

const A_MINUTE = 30;

/** Where the links of an invitation lead: nobody needs to sign in to say no. */
export function answeringPages(app: FastifyInstance): void {
  const limit = app.rateFactor === 0 ? {} : { config: { rateLimit: { max: Math.ceil(A_MINUTE * app.rateFactor), timeWindow: 60_000 } } };
  app.get('/help-invitations/:token', limit, show);
  app.post('/help-invitations/:token', limit, answer);
}

async function invitationOf(request: FastifyRequest) {
  const { db } = request.ctx;
  const found = await readToken(db, param(request, 'token'));
  const invitation = found && (await invitationById(db, found.communityId, found.invitationId));
  if (!invitation) throw notFound();
  return invitation;
}

/** Opening it changes nothing, for programs open links too. */
async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const invitation = await invitationOf(request);
  // What they may no longer read, the link does not tell either.
  const reader = await readerOf(ctx, invitation.community_id, invitation.person_id, invitation.discussion_id);
  const t = translator(ctx.viewer.language);
  const props = {
    action: `/help-invitations/${param(request, 'token')}`,
    declined: invitation.declined_at !== null,
    asker: invitation.by_name,
    question: reader && { title: reader.discussion.title, language: reader.discussion.language, href: linksOf(reader.discussion.place, reader.discussion.home, reader.discussion).self },
    weekly: await willingness(ctx, invitation.person_id),
  };
  return page(request, reply, Asked, props, { title: t(props.declined ? 'expertise.declined' : 'expertise.asked_title'), noIndex: true });
}

async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const invitation = await invitationOf(request);
  await decline(request.ctx, invitation, parseInput(declining, request.body ?? {}));
  return seeOther(reply, `/help-invitations/${param(request, 'token')}`);
}
