import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { transaction } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { idParam, parseInput, typed } from '#platform/http/params.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { attemptWorked, countAttempt } from '../gate/attempts.ts';
import { openSession } from '../gate/entry.ts';
import { signInPage } from '../gate/sign-in-page.ts';
import { backPath } from '../gate/session.ts';
import { settingsPage } from '../me/settings.ts';
import { self } from '../profile/address.ts';
import { newPasskey } from '../schema.ts';
import { SECURITY } from '../security/page.ts';
import { recently } from '../security/recent.ts';
import { tell } from '../security/tell.ts';
import { deviceOf } from '../sessions/device.ts';
import NewPasskey from '../views/NewPasskey.svelte';
import { addPasskey, newPasskeyOptions, passkeyOptions, usePasskey } from './ceremony.ts';
import * as queries from './queries.ts';

const NEW = '/me/settings/security/passkey';

export function passkeyPages(app: FastifyInstance, strict: object): void {
  app.get(NEW, recently(NEW, (request, reply) => newForm(request, reply, {}, 200)));
  app.post('/me/passkeys/options', recently(NEW, options));
  app.post('/me/passkeys', recently(NEW, add));
  app.post('/me/passkeys/:id/remove', recently(SECURITY, remove));
  app.post('/sign-in/passkey/options', strict, async (request, reply) => reply.header('cache-control', 'no-store').send(await passkeyOptions(request.ctx)));
  app.post('/sign-in/passkey', strict, enterByPasskey);
}

async function newForm(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  await self(request.ctx);
  const { browser, system } = deviceOf(request.headers['user-agent'] ?? null);
  const name = String(typed(request).name ?? [system, browser].filter(Boolean).join(', '));
  return settingsPage(request, reply, SECURITY, NewPasskey, { name, errors }, status);
}

async function options(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = await self(request.ctx);
  return reply.header('cache-control', 'no-store').send(await newPasskeyOptions(request.ctx, person, request.server.hostName));
}

async function add(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const { id } = await self(ctx);
  return attempt(
    request,
    async () => {
      const { name, credential } = parseInput(newPasskey, request.body);
      await addPasskey(ctx, id, credential, name);
      await tell(ctx, id, 'passkey_added', name);
      flash(reply, 'people.passkey.added');
      return seeOther(reply, SECURITY);
    },
    (errors, status) => newForm(request, reply, errors, status),
  );
}

async function remove(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id } = await self(request.ctx);
  await transaction(request.ctx, async (ctx) => {
    const name = await queries.deletePasskey(ctx.db, id, idParam(request));
    if (name === null) throw notFound();
    await tell(ctx, id, 'passkey_removed', name);
  });
  flash(reply, 'people.passkey.removed');
  return seeOther(reply, SECURITY);
}

/** A passkey is two factors by itself: what one has, and a finger or a PIN. */
async function enterByPasskey(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return attempt(
    request,
    async () => {
      const tried = { account: `passkey from ${request.ip}`, visitor: request.ip };
      await countAttempt(request.ctx, tried);
      const personId = await usePasskey(request.ctx, String(typed(request).credential ?? ''));
      await attemptWorked(request.ctx, tried);
      await openSession(request, reply, personId);
      return seeOther(reply, backPath(request));
    },
    (errors, status) => signInPage(request, reply, {}, { '': errors.credential ?? errors[''] ?? '' }, status),
  );
}
