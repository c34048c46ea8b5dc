import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { param, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { readToken, withoutTokens } from '#platform/mail/answers/index.ts';
import { splitMessage } from '#platform/mail/archive/headers.ts';
import { decodeHeaderText } from '#platform/mail/archive/encoded-words.ts';
import { flash } from '#ui/flash.ts';
import { seeOther } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { openMail } from '../reading/mail.ts';
import Sent from '../views/Sent.svelte';
import { askedMail, confirmSent, disown } from './ask.ts';

/** Where "Did you send this?" leads: opening it changes nothing, for programs open links too. */
export function confirmPages(app: FastifyInstance): void {
  app.get('/mail/sent/:token', sentPage);
  app.post('/mail/sent/:token', say);
}

async function asked(request: FastifyRequest) {
  const mail = await askedMail(request.ctx, await readToken(request.ctx.services, param(request, 'token')));
  if (!mail) throw notFound();
  return mail;
}

async function sentPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const row = await asked(request);
  const { raw, message } = await openMail(ctx, row);
  const props = {
    subject: withoutTokens(ctx, decodeHeaderText(splitMessage(raw).headers.first('subject') ?? '')),
    text: withoutTokens(ctx, message.text).slice(0, 2000),
    at: row.received_at,
    action: request.url,
    open: row.status === 'asked',
  };
  return page(request, reply, Sent, props, { title: translator(ctx.viewer.language)('mail_in.sent.title'), noIndex: true });
}

async function say(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const row = await asked(request);
  const yes = typed(request).sent === 'yes';
  await (yes ? confirmSent(request.ctx, row) : disown(request.ctx, row));
  flash(reply, yes ? 'mail_in.sent.yes_done' : 'mail_in.sent.no_done');
  return seeOther(reply, '/');
}
