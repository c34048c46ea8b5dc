import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FormErrors } from '#ui/form.ts';
import { self, settingsPage } from '../me/settings.ts';
import { mailAddressOf } from '../queries.ts';
import Security from '../views/Security.svelte';

export const SECURITY = '/me/settings/security';

export async function showSecurity(request: FastifyRequest, reply: FastifyReply, errors: FormErrors = {}, status = 200): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await self(ctx);
  const props = { address: (await mailAddressOf(ctx.db, person.id)) ?? '', errors };
  return settingsPage(request, reply, SECURITY, Security, props, status);
}
