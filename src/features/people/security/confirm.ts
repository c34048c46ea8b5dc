import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { invalidField, notAllowed } from '#platform/errors.ts';
import { query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { attemptWorked, countAttempt } from '../gate/attempts.ts';
import { issueToken, takeToken } from '../gate/one-time.ts';
import { hasPassword, isPasswordOf } from '../gate/password.ts';
import { linkForm } from '../gate/link-page.ts';
import { backPath } from '../gate/session.ts';
import { queueLetter } from '../letters.ts';
import { self } from '../profile/address.ts';
import { usePasskey } from '../passkeys/ceremony.ts';
import { countPasskeys } from '../passkeys/queries.ts';
import { mailAddressOf } from '../queries.ts';
import Confirm from '../views/Confirm.svelte';
import { hasAuthenticator, isCode } from './factors.ts';
import { ownSession, proven } from './recent.ts';

const LINK_MINUTES = 30;

/** Showing once more who one is, before something that matters. */
export function confirmPages(app: FastifyInstance): void {
  app.get('/me/confirm', (request, reply) => show(request, reply, {}, 200));
  app.post('/me/confirm', confirm);
  app.post('/me/confirm/mail', mailLink);
  app.get('/me/confirm/link', (request, reply) => confirmLink(request, reply, 200));
  app.post('/me/confirm/link', confirmByLink);
}

async function show(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await self(ctx);
  await ownSession(ctx);
  const t = translator(ctx.viewer.language);
  const code = await hasAuthenticator(ctx, person.id);
  const props = {
    errors,
    back: backPath(request),
    password: await hasPassword(ctx, person.account_id ?? ''),
    passkeys: (await countPasskeys(ctx.db, person.id)) > 0,
    code,
    // Mail alone would make the second factor one that mail can take off.
    mail: !code,
    address: (await mailAddressOf(ctx.db, person.id)) ?? '',
  };
  return page(request, reply, Confirm, props, { title: t('people.proof.title'), status, noIndex: true });
}

async function confirm(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await self(ctx);
  await ownSession(ctx);
  return attempt(
    request,
    async () => {
      const { password = '', code = '', credential = '' } = typed(request) as Record<string, string>;
      const tried = { account: `proof ${person.id}`, visitor: request.ip };
      await countAttempt(ctx, tried);
      if (credential) await usePasskey(ctx, credential, person.id);
      else if (code && !((await hasAuthenticator(ctx, person.id)) && (await isCode(ctx, person.id, code)))) throw invalidField('code', 'people.error.code');
      else if (!code && !(await isPasswordOf(ctx, person.account_id ?? '', password))) throw invalidField('password', 'people.error.password_wrong');
      await attemptWorked(ctx, tried);
      await proven(ctx);
      return seeOther(reply, backPath(request));
    },
    (errors, status) => show(request, reply, errors, status),
  );
}

async function mailLink(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await self(ctx);
  const { id } = await ownSession(ctx);
  if (await hasAuthenticator(ctx, person.id)) throw notAllowed(ctx.viewer);
  const address = await mailAddressOf(ctx.db, person.id);
  const back = backPath(request);
  const token = await issueToken(ctx, 'proof', { personId: person.id, minutes: LINK_MINUTES, data: { session: id, back } });
  if (address) await queueLetter(ctx, { kind: 'proof', address, token });
  flash(reply, 'people.proof.sent', { address: address ?? '' });
  return seeOther(reply, `/me/confirm?back=${encodeURIComponent(back)}`);
}

async function confirmLink(request: FastifyRequest, reply: FastifyReply, status: number, error?: string): Promise<FastifyReply> {
  await ownSession(request.ctx);
  const token = String(typed(request).token ?? query(request, 'token') ?? '');
  return linkForm(request, reply, { kind: 'proof', action: '/me/confirm/link', token, error }, status);
}

/** Proves only the session that asked, in the browser that holds it. */
async function confirmByLink(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const { id } = await ownSession(ctx);
  const taken = await takeToken<{ session: string; back: string }>(ctx, 'proof', String(typed(request).token ?? ''));
  if (taken?.data.session !== id) return confirmLink(request, reply, 422, 'people.error.link');
  await proven(ctx);
  return seeOther(reply, taken.data.back);
}
