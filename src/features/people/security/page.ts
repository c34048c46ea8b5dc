import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FormErrors } from '#ui/form.ts';
import { hasPassword } from '../gate/password.ts';
import { settingsPage } from '../me/settings.ts';
import { self } from '../profile/address.ts';
import { passkeysOf } from '../passkeys/queries.ts';
import { waysOf } from '../providers/queries.ts';
import { mailAddressOf } from '../queries.ts';
import Security from '../views/Security.svelte';
import { authenticatorOf, countDevices, unusedCodes } from './queries.ts';

export const SECURITY = '/me/settings/security';

/** Everything that opens or protects an account. */
export async function showSecurity(request: FastifyRequest, reply: FastifyReply, errors: FormErrors = {}, status = 200): Promise<FastifyReply> {
  const { ctx } = request;
  const { db, now } = ctx;
  const person = await self(ctx);
  const confirmedAt = (await authenticatorOf(db, person.id))?.confirmed_at ?? null;
  const props = {
    errors,
    address: (await mailAddressOf(db, person.id)) ?? '',
    password: await hasPassword(ctx, person.account_id ?? ''),
    passkeys: (await passkeysOf(db, person.id)).map(({ id, name, created_at, used_at }) => ({ id, name, created_at, used_at })),
    authenticator: confirmedAt === null ? null : { since: confirmedAt, codes: await unusedCodes(db, person.id), devices: await countDevices(db, person.id, now) },
    ways: await waysOf(db, person.id),
  };
  return settingsPage(request, reply, SECURITY, Security, props, status);
}
