import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { idParam, param, parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { baseUrl } from '../../../config.ts';
import { addSteeringPage, atLeast, hrefOf, inSteering, PLACES, placeOf, roleIn, spaceFor } from '../../communities/index.ts';
import { digestOf, isSigned } from '../signed.ts';
import Invitation from '../views/Invitation.svelte';
import Invitations from '../views/Invitations.svelte';
import NoMore from '../views/NoMore.svelte';
import { acceptInvitation, inviteByLink, inviteByMail, invitationByToken, revoke, tendsAll } from './actions.ts';
import { insertRefusal, invitationsTo, usesOf } from './queries.ts';
import { lettersForm, linkForm } from './schema.ts';

const SHOWN = 100;
const ROLES = ['guest', 'member', 'facilitator'] as const;

/** Inviting, for members; and what the invited see, who may have no account yet. */
export function invitationPages(app: FastifyInstance): void {
  addSteeringPage({ path: '/invitations', label: 'joining.invitations', capability: 'invite', group: 'members', order: 14, rooms: true });
  for (const at of PLACES) {
    app.get(`${at}/invitations`, (request, reply) => invitations(request, reply, {}, {}, 200));
    app.post(`${at}/invitations/link`, makeLink);
    app.post(`${at}/invitations/letters`, sendLetters);
    app.post(`${at}/invitations/:id/revoke`, end);
  }
  app.get('/invitations/no-more/:address/:token', (request, reply) => noMore(request, reply, false));
  app.post('/invitations/no-more/:address/:token', refuse);
  app.get('/invitations/:token', invited);
  app.post('/invitations/:token', accept);
}

interface Shown {
  made?: string;
}

async function invitations(request: FastifyRequest, reply: FastifyReply, values: Record<string, unknown>, errors: FormErrors, status: number, { made }: Shown = {}): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'invite');
  const { ctx } = request;
  const t = translator(ctx.viewer.language);
  const all = tendsAll(ctx, space);
  const rows = await invitationsTo(ctx.db, space, all ? null : ctx.viewer.personId, SHOWN);
  const uses = await usesOf(ctx.db, space.community_id, rows.map((row) => row.id));
  const props = {
    href: `${hrefOf(place.community, place.room)}/invitations`,
    space: space.name,
    roles: ROLES.filter((role) => atLeast(roleIn(ctx.viewer, space), role)),
    invitations: rows.map((row) => ({ ...row, over: row.revoked_at !== null || row.expires_at <= ctx.now || (row.most_uses !== null && row.use_count >= row.most_uses), came: uses.filter((use) => use.invitation_id === row.id) })),
    made: made ? `${baseUrl(ctx.services.config)}/invitations/${made}` : null,
    values: values as Record<string, string>,
    errors,
  };
  if (made) reply.header('cache-control', 'no-store');
  return page(request, reply, Invitations, props, inSteering(request, place, { title: t('joining.invitations'), status }));
}

async function makeLink(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'invite');
  return attempt(
    request,
    async () => invitations(request, reply, {}, {}, 200, { made: await inviteByLink(request.ctx, space, parseInput(linkForm, request.body ?? {})) }),
    (errors, status) => invitations(request, reply, typed(request), errors, status),
  );
}

async function sendLetters(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'invite');
  return attempt(
    request,
    async () => {
      await inviteByMail(request.ctx, space, parseInput(lettersForm, request.body ?? {}));
      flash(reply, 'joining.letters_sent');
      return seeOther(reply, `${hrefOf(place.community, place.room)}/invitations`);
    },
    (errors, status) => invitations(request, reply, typed(request), errors, status),
  );
}

async function end(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  await revoke(request.ctx, spaceFor(request.ctx, place, 'invite'), idParam(request));
  flash(reply, 'communities.saved');
  return seeOther(reply, `${hrefOf(place.community, place.room)}/invitations`);
}

async function invited(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const token = param(request, 'token');
  const { invitation, space, community } = await invitationByToken(ctx, token);
  const t = translator(ctx.viewer.language);
  const props = {
    token,
    space: space.name,
    community: community.id === space.id ? null : community.name,
    tagline: space.tagline,
    note: invitation.note,
    role: invitation.role,
    inviter: { name: invitation.inviter_name, photo: invitation.inviter_photo && `/people/${invitation.inviter_handle}/photo` },
    signedIn: ctx.viewer.personId !== null,
  };
  return page(request, reply, Invitation, props, { title: t('joining.invited_title', { space: space.name }), noIndex: true });
}

async function accept(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { space, community } = await acceptInvitation(request.ctx, param(request, 'token'));
  flash(reply, 'communities.joined', { name: space.name });
  return seeOther(reply, hrefOf(community, space.id === community.id ? null : space));
}

async function noMore(request: FastifyRequest, reply: FastifyReply, done: boolean): Promise<FastifyReply> {
  const address = param(request, 'address');
  if (!(await isSigned(request.ctx, `no-more ${address}`, param(request, 'token')))) throw notFound();
  const t = translator(request.ctx.viewer.language);
  return page(request, reply, NoMore, { address, action: request.url, done }, { title: t('joining.no_more'), noIndex: true });
}

async function refuse(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const address = param(request, 'address');
  if (!(await isSigned(request.ctx, `no-more ${address}`, param(request, 'token')))) throw notFound();
  await insertRefusal(request.ctx.db, digestOf(address), request.ctx.now);
  return noMore(request, reply, true);
}
