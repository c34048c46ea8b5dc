import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { mailDomain, withoutTokens } from '#platform/mail/answers/index.ts';
import { page } from '#ui/page.ts';
import { adminCtx } from '../../admin/index.ts';
import Log from '../views/Log.svelte';
import { inboundLog } from './queries.ts';

const A_PAGE = 50;

/** For the host: what mail came, what became of it, and why. */
export function logPages(app: FastifyInstance): void {
  app.get('/admin/mail-in', log);
}

async function log(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const ctx = adminCtx(request.ctx);
  const t = translator(ctx.viewer.language);
  const rows = await inboundLog(ctx.db, Number(query(request, 'before')) || Number.MAX_SAFE_INTEGER, A_PAGE + 1);
  const mails = rows.slice(0, A_PAGE).map((row) => ({
    ...row,
    recipient: withoutTokens(ctx, row.recipient),
    href: row.status === 'posted' && row.community && row.item_id !== null ? `/c/${row.community}/discussions/posts/${row.item_id}` : null,
  }));
  const props = { mails, domain: mailDomain(ctx), older: rows.length > A_PAGE ? `?before=${mails.at(-1)!.id}` : null };
  return page(request, reply, Log, props, { title: t('mail_in.log'), noIndex: true, crumbs: [{ href: '/admin', label: t('admin.title') }] });
}
