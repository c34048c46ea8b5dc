import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderSVG } from 'uqr';
import { transaction } from '#platform/context.ts';
import { invalidField, notFound } from '#platform/errors.ts';
import { typed } from '#platform/http/params.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { attemptWorked, countAttempt } from '../gate/attempts.ts';
import { settingsPage } from '../me/settings.ts';
import { self } from '../profile/address.ts';
import { mailAddressOf } from '../queries.ts';
import Authenticator from '../views/Authenticator.svelte';
import Codes from '../views/Codes.svelte';
import { hasAuthenticator, isCode, newCodes, pendingSecret } from './factors.ts';
import { SECURITY } from './page.ts';
import * as queries from './queries.ts';
import { recently } from './recent.ts';
import { tell } from './tell.ts';
import { otpAddress } from './totp.ts';

const PAGE = `${SECURITY}/authenticator`;

/** The authenticator app as second factor, and the codes for the day when it is lost. */
export function authenticatorPages(app: FastifyInstance): void {
  app.get(PAGE, recently(PAGE, (request, reply) => show(request, reply, {}, 200)));
  app.post('/me/authenticator', recently(PAGE, turnOn));
  app.post('/me/authenticator/off', recently(SECURITY, turnOff));
  app.post('/me/authenticator/codes', recently(SECURITY, renewCodes));
  app.post('/me/authenticator/devices', recently(SECURITY, forgetDevices));
}

async function show(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  const { id, handle } = await self(ctx);
  if (await hasAuthenticator(ctx, id)) return seeOther(reply, SECURITY);
  const secret = await pendingSecret(ctx, id);
  const account = (await mailAddressOf(ctx.db, id)) ?? handle;
  const picture = renderSVG(otpAddress(secret, account, request.server.hostName), { border: 2 });
  return settingsPage(request, reply.header('cache-control', 'no-store'), SECURITY, Authenticator, { picture, secret: secret.match(/.{4}/g)!.join(' '), errors }, status);
}

async function turnOn(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const { id } = await self(ctx);
  if (await hasAuthenticator(ctx, id)) return seeOther(reply, SECURITY);
  return attempt(
    request,
    async () => {
      const tried = { account: `code ${id}`, visitor: request.ip };
      await countAttempt(ctx, tried);
      if (!(await isCode(ctx, id, String(typed(request).code ?? '')))) throw invalidField('code', 'people.error.code');
      await attemptWorked(ctx, tried);
      const codes = await transaction(ctx, async (ctx) => {
        await queries.confirmAuthenticator(ctx.db, id, ctx.now);
        await tell(ctx, id, 'authenticator_on');
        return newCodes(ctx, id);
      });
      return showCodes(request, reply, codes);
    },
    (errors, status) => show(request, reply, errors, status),
  );
}

/** Codes are shown once, in the answer itself, which nobody keeps. */
function showCodes(request: FastifyRequest, reply: FastifyReply, codes: string[]): FastifyReply {
  return settingsPage(request, reply.header('cache-control', 'no-store'), SECURITY, Codes, { codes });
}

async function renewCodes(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id } = await self(request.ctx);
  if (!(await hasAuthenticator(request.ctx, id))) throw notFound();
  const codes = await transaction(request.ctx, async (ctx) => {
    await tell(ctx, id, 'codes_new');
    return newCodes(ctx, id);
  });
  return showCodes(request, reply, codes);
}

async function turnOff(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id } = await self(request.ctx);
  await transaction(request.ctx, async (ctx) => {
    if (await queries.deleteSecondFactor(ctx.db, id)) await tell(ctx, id, 'authenticator_off');
  });
  flash(reply, 'people.authenticator.off_done');
  return seeOther(reply, SECURITY);
}

async function forgetDevices(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id } = await self(request.ctx);
  await queries.forgetDevices(request.ctx.db, id);
  flash(reply, 'people.authenticator.devices_forgotten');
  return seeOther(reply, SECURITY);
}
