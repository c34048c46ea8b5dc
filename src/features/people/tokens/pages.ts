import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { idParam, parseInput, typed } from '#platform/http/params.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { settingsPage } from '../me/settings.ts';
import { self } from '../profile/address.ts';
import { newToken } from '../schema.ts';
import { recently } from '../security/recent.ts';
import { tell } from '../security/tell.ts';
import Tokens from '../views/Tokens.svelte';
import { createToken, revokeToken } from './actions.ts';
import { tokensOf } from './queries.ts';

const TOKENS = '/me/settings/tokens';

export function tokenPages(app: FastifyInstance): void {
  app.get(TOKENS, (request, reply) => show(request, reply, {}, 200, null));
  app.post('/me/tokens', recently(TOKENS, make));
  app.post('/me/tokens/:id/revoke', end);
}

async function show(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number, made: string | null): Promise<FastifyReply> {
  const { id } = await self(request.ctx);
  const values = typed(request) as Record<string, string>;
  return settingsPage(request, reply, TOKENS, Tokens, { tokens: await tokensOf(request.ctx.db, id), values: made ? {} : values, errors, made }, status);
}

async function make(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id } = await self(request.ctx);
  return attempt(
    request,
    async () => {
      const input = parseInput(newToken, request.body);
      const made = await createToken(request.ctx, { ...input, days: null });
      await tell(request.ctx, id, 'token_made', input.name);
      return show(request, reply.header('cache-control', 'no-store'), {}, 200, made);
    },
    (errors, status) => show(request, reply, errors, status, null),
  );
}

async function end(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await revokeToken(request.ctx, idParam(request));
  flash(reply, 'people.saved');
  return seeOther(reply, TOKENS);
}
