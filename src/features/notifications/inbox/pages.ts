import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { asId, idParam, parseInput, query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { seeOther } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { addMyPage } from '#ui/sections.ts';
import { linesOf } from '../ledger/lines.ts';
import { notificationOf } from '../ledger/queries.ts';
import { readNotifications, unreadCount } from '../ledger/unread.ts';
import { reading } from '../schema.ts';
import Inbox from '../views/Inbox.svelte';
import { ownId } from '../own.ts';
import { loadInbox } from './load.ts';

const INBOX = '/me/inbox';

export function inboxPages(app: FastifyInstance): void {
  addMyPage({ label: 'notifications.title', path: INBOX, order: 20 });
  app.get(INBOX, show);
  app.get(`${INBOX}/:id`, open);
  app.post(`${INBOX}/read`, read);
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const slug = query(request, 'in') ?? undefined;
  const inbox = await loadInbox(ctx, { slug, before: asId(query(request, 'before')) ?? undefined });
  request.unread = await unreadCount(ctx.services, ctx.viewer.personId);
  const title = translator(ctx.viewer.language)('notifications.title');
  return page(request, reply, Inbox, { inbox, slug: slug ?? null }, { title, noIndex: true });
}

/** Opens what a line speaks of; the line is then read. */
async function open(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const row = await notificationOf(ctx.db, ownId(ctx), idParam(request));
  const [line] = row ? (await linesOf(ctx, [row])).lines : [];
  if (!line) throw notFound();
  await readNotifications(ctx, { communityId: line.communityId, bundle: line.bundle });
  return seeOther(reply, line.href);
}

async function read(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  ownId(ctx);
  const { in: slug, community, ...seen } = parseInput(reading, request.body);
  await readNotifications(ctx, { ...seen, communityId: community });
  return seeOther(reply, slug ? `${INBOX}?in=${encodeURIComponent(slug)}` : INBOX);
}
