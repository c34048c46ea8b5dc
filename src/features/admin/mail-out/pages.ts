import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { idParam, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { outgoingCounts } from '#platform/mail/outbox/queries.ts';
import { flash } from '#ui/flash.ts';
import { seeOther } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { adminCtx } from '../access.ts';
import MailOut from '../views/MailOut.svelte';
import { discard, failedMails, tryAgain, type Which } from './actions.ts';

const PATH = '/admin/mail-out';

/** What waits to be sent, and what was given up. */
export function mailOutPages(app: FastifyInstance): void {
  app.get(PATH, list);
  for (const [act, change] of [['again', tryAgain], ['discard', discard]] as const) {
    const answer = (which: (request: FastifyRequest) => Which) => async (request: FastifyRequest, reply: FastifyReply) => {
      const count = await change(adminCtx(request.ctx), which(request));
      flash(reply, `admin.mail_out.${act}_done`, { count });
      return seeOther(reply, PATH);
    };
    app.post(`${PATH}/${act}`, answer(ofForm));
    app.post(`${PATH}/:id/${act}`, answer((request) => ({ id: idParam(request) })));
  }
}

function ofForm(request: FastifyRequest): Which {
  const { to } = typed(request);
  return typeof to === 'string' && to !== '' ? { to } : 'all';
}

async function list(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const ctx = adminCtx(request.ctx);
  const to = query(request, 'to');
  const { mails, older } = await failedMails(ctx, to, query(request, 'before'));
  const more = older && `?${new URLSearchParams({ ...(to && { to }), before: older })}`;
  const t = translator(ctx.viewer.language);
  const props = { mails, older: more, to, counts: await outgoingCounts(ctx.db) };
  return page(request, reply, MailOut, props, { title: t('admin.mail_out'), noIndex: true, crumbs: [{ href: '/admin', label: t('admin.title') }] });
}
