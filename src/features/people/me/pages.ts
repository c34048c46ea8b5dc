import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { parseInput, typed } from '#platform/http/params.ts';
import { languages } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { addMyPage } from '#ui/sections.ts';
import { backPath } from '../gate/session.ts';
import { changePerson } from '../profile/actions.ts';
import { personAt, self } from '../profile/address.ts';
import * as schema from '../schema.ts';
import Settings from '../views/Settings.svelte';
import { settingsPage } from './settings.ts';

const ME = '/me/settings';

export function settingsPages(app: FastifyInstance): void {
  addMyPage({ label: 'people.me', path: ME, order: 90 });
  app.get(ME, (request, reply) => settings(request, reply, {}, {}, 200));
  app.post(ME, saveSettings);
  app.post('/theme', chooseTheme);
  app.get('/people/:handle/photo', photo);
}

async function settings(request: FastifyRequest, reply: FastifyReply, values: object, errors: FormErrors, status: number): Promise<FastifyReply> {
  const person = await self(request.ctx);
  const props = { values: { ...person, ...values } as unknown as Record<string, string>, errors, languages: languages() };
  return settingsPage(request, reply, ME, Settings, props, status);
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
