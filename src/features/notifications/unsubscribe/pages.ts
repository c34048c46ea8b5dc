import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { param, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { communityNow, spaceById } from '../../communities/index.ts';
import Unsubscribe from '../views/Unsubscribe.svelte';
import { notificationKind } from '../kinds.ts';
import { scopesOf, stop, type Scope } from './actions.ts';
import { readToken, type Unsubscribe as Link } from './token.ts';

/** Where the link of a mail leads. Opening it changes nothing, for programs open links too (RFC 8058 §1). */
export function unsubscribePages(app: FastifyInstance): void {
  app.get('/unsubscribe/:token', (request, reply) => show(request, reply, null));
  app.post('/unsubscribe/:token', end);
}

async function linkOf(request: FastifyRequest): Promise<Link> {
  const link = await readToken(request.ctx.services, param(request, 'token'));
  if (!link) throw notFound();
  // Its room may be in another community by now.
  return { ...link, communityId: link.spaceId === link.communityId ? link.communityId : await communityNow(request.ctx.db, link.communityId, 'spaces', link.spaceId) };
}

async function show(request: FastifyRequest, reply: FastifyReply, done: Scope | null): Promise<FastifyReply> {
  const link = await linkOf(request);
  const { ctx } = request;
  const t = translator(ctx.viewer.language);
  const title = t('notifications.unsubscribe');
  // The name of the place was in the mail; that of the thread may have become secret since.
  const space = link.communityId === 0 ? undefined : await spaceById(ctx.db, link.communityId, link.spaceId);
  const ends = link.kind === null ? undefined : notificationKind(link.kind)?.ends;
  const props = { token: param(request, 'token'), scopes: scopesOf(link), values: { place: space?.name ?? '', what: ends ? t(ends.what) : '' }, done };
  return page(request, reply, Unsubscribe, props, { title, noIndex: true });
}

/** The button of a mail program says no more than that it was pressed: then the nearest is ended. */
async function end(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const link = await linkOf(request);
  const scopes = scopesOf(link);
  const scope = scopes.find((name) => name === typed(request).scope) ?? scopes[0]!;
  await stop(request.ctx, link, scope);
  return show(request, reply, scope);
}
