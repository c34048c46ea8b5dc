import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { whisper } from '#platform/announce.ts';
import { transaction } from '#platform/context.ts';
import { invalidField, notFound } from '#platform/errors.ts';
import { idParam, parseInput, typed } from '#platform/http/params.ts';
import { languages, translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { addMyPage } from '#ui/sections.ts';
import { authOf } from '../auth.ts';
import { backPath, headersOf, passCookies } from '../gate/session.ts';
import { queueLetter } from '../letters.ts';
import * as queries from '../queries.ts';
import { changePerson } from '../profile/actions.ts';
import { personAt, self } from '../profile/address.ts';
import * as schema from '../schema.ts';
import { createToken, revokeToken } from '../tokens/actions.ts';
import { tokensOf } from '../tokens/queries.ts';
import Settings from '../views/Settings.svelte';

const ME = '/me/settings';

export function settingsPages(app: FastifyInstance): void {
  addMyPage({ label: 'people.me', path: ME, order: 90 });
  app.get(ME, (request, reply) => settings(request, reply, {}, {}, 200));
  app.post(ME, saveSettings);
  app.post('/me/password', savePassword);
  app.post('/me/sign-out-everywhere', signOutEverywhere);
  app.post('/me/tokens', makeToken);
  app.post('/me/tokens/:id/revoke', endToken);
  app.post('/theme', chooseTheme);
  app.get('/people/:handle/photo', photo);
}

async function settings(
  request: FastifyRequest,
  reply: FastifyReply,
  values: object,
  errors: FormErrors,
  status: number,
  made: string | null = null,
): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await self(ctx);
  const t = translator(ctx.viewer.language);
  const props = {
    person,
    values: { ...person, ...values } as unknown as Record<string, string>,
    errors,
    addresses: await queries.addressesOf(ctx.db, person.id),
    sessions: (await queries.sessionsOf(ctx.db, person.account_id ?? '')).map(({ token, ...session }) => ({
      ...session,
      here: token === ctx.viewer.sessionToken,
    })),
    tokens: await tokensOf(ctx.db, person.id),
    made,
    languages: languages(),
  };
  return page(request, reply, Settings, props, { title: t('people.me'), status, noIndex: true });
}

async function saveSettings(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = await self(request.ctx);
  return attempt(
    request,
    async () => {
      const { theme, language } = parseInput(schema.settings, request.body);
      await changePerson(request.ctx, person.id, { language, theme: theme === 'system' ? null : theme });
      flash(reply, 'people.saved');
      return seeOther(reply, ME);
    },
    (errors, status) => settings(request, reply, typed(request), errors, status),
  );
}

async function savePassword(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await self(ctx);
  return attempt(
    request,
    async () => {
      const input = parseInput(schema.changedPassword, request.body);
      const auth = await authOf(ctx.services);
      const answer = await auth.api
        .changePassword({
          body: { currentPassword: input.current, newPassword: input.password, revokeOtherSessions: true },
          headers: headersOf(request),
          returnHeaders: true,
        })
        .catch(() => null);
      if (!answer) throw invalidField('current', 'people.error.sign_in');
      passCookies(reply, answer.headers);
      const address = await queries.mailAddressOf(ctx.db, person.id);
      await transaction(ctx, async (ctx) => {
        if (address) await queueLetter(ctx, { kind: 'password_changed', address });
        whisper(ctx, 'viewer', { personId: person.id });
      });
      flash(reply, 'people.password_saved');
      return seeOther(reply, ME);
    },
    (errors, status) => settings(request, reply, {}, errors, status),
  );
}

async function signOutEverywhere(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await self(ctx);
  await transaction(ctx, async (ctx) => {
    await queries.deleteSessionsOf(ctx.db, person.account_id ?? '');
    whisper(ctx, 'viewer', { personId: person.id });
  });
  flash(reply, 'people.signed_out_everywhere');
  return seeOther(reply, '/sign-in');
}

async function makeToken(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await self(request.ctx);
  return attempt(
    request,
    async () => {
      const input = parseInput(schema.newToken, request.body);
      const made = await createToken(request.ctx, { ...input, days: null });
      reply.header('cache-control', 'no-store');
      return settings(request, reply, {}, {}, 200, made);
    },
    (errors, status) => settings(request, reply, {}, { token_name: errors.name ?? '' }, status),
  );
}

async function endToken(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await revokeToken(request.ctx, idParam(request));
  flash(reply, 'people.saved');
  return seeOther(reply, ME);
}

/** Light, dark or as the system has it: kept in this browser, and with the account. */
async function chooseTheme(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const wanted = String(typed(request).theme ?? '');
  const theme = wanted === 'light' || wanted === 'dark' ? wanted : null;
  if (theme) reply.setCookie('theme', theme, { path: '/', sameSite: 'lax', maxAge: 365 * 86_400 });
  else reply.clearCookie('theme', { path: '/' });
  if (ctx.viewer.personId !== null) await changePerson(ctx, ctx.viewer.personId, { theme });
  return seeOther(reply, backPath(request));
}

async function photo(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = await personAt(request, reply);
  if (!person) return reply;
  if (!person.photo_key) throw notFound();
  const etag = `"${person.photo_key.split('/').pop()}"`;
  reply.header('cache-control', 'public, max-age=3600').header('etag', etag);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.type('image/webp').send(await request.ctx.services.blobs.read(person.photo_key));
}
