import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asRefusal } from '#platform/errors.ts';
import { parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { settingsPage } from '../me/settings.ts';
import { self } from '../profile/address.ts';
import { addressesOf } from '../queries.ts';
import { onlyAddress } from '../schema.ts';
import Addresses from '../views/Addresses.svelte';
import LinkPage from '../views/LinkPage.svelte';
import { claimAddress, claimOf, confirmClaim, openClaims, receiveAt, removeAddress } from './actions.ts';

const AT = '/me/addresses';

export function addressPages(app: FastifyInstance, strict: object): void {
  app.get(AT, (request, reply) => show(request, reply, {}, 200));
  app.post(AT, strict, add);
  app.get(`${AT}/confirm`, opened);
  app.post(`${AT}/confirm`, strict, confirm);
  app.post(`${AT}/receive`, (request, reply) => change(request, reply, receiveAt, 'people.addresses.receives_now'));
  app.post(`${AT}/remove`, (request, reply) => change(request, reply, removeAddress, 'people.addresses.removed'));
}

async function show(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await self(ctx);
  const [addresses, claims] = [await addressesOf(ctx.db, person.id), await openClaims(ctx, person)];
  const props = { addresses: addresses.filter((one) => one.confirmed_at !== null).map((one) => one.address), claims, errors, value: String(typed(request).address ?? '') };
  return settingsPage(request, reply, AT, Addresses, { ...props, handle: person.handle }, status);
}

async function add(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = await self(request.ctx);
  return attempt(
    request,
    async () => {
      const { address } = parseInput(onlyAddress, request.body);
      await claimAddress(request.ctx, person, address);
      flash(reply, 'people.addresses.sent', { address });
      return seeOther(reply, AT);
    },
    (errors, status) => show(request, reply, errors, status),
  );
}

/** A mailed link only shows a button: programs that look through mail open links. */
async function opened(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = await self(request.ctx);
  const token = query(request, 'token') ?? '';
  return attempt(
    request,
    async () => linkPage(request, reply, token, { address: (await claimOf(request.ctx, person, token)).address, handle: person.handle }, {}, 200),
    (errors, status) => linkPage(request, reply, token, null, errors, status),
  );
}

async function confirm(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = await self(request.ctx);
  const token = String(typed(request).token ?? '');
  return attempt(
    request,
    async () => {
      const address = await confirmClaim(request.ctx, person, token);
      flash(reply, 'people.addresses.confirmed', { address });
      return seeOther(reply, AT);
    },
    (errors, status) => linkPage(request, reply, token, null, errors, status),
  );
}

function linkPage(request: FastifyRequest, reply: FastifyReply, token: string, values: { address: string; handle: string } | null, errors: FormErrors, status: number): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  const title = t('people.addresses.confirm');
  const text = values ? t('people.addresses.confirm_text', values) : '';
  return page(request, reply, LinkPage, { title, text, button: t('people.confirm.button'), token, action: `${AT}/confirm`, error: errors[''] }, { title, status, noIndex: true });
}

async function change(request: FastifyRequest, reply: FastifyReply, work: typeof receiveAt, done: string): Promise<FastifyReply> {
  const person = await self(request.ctx);
  const { address } = parseInput(onlyAddress, request.body);
  try {
    await work(request.ctx, person, address);
    flash(reply, done, { address });
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal.code !== 'conflict') throw error;
    flash(reply, refusal.message, undefined, 'problem');
  }
  return seeOther(reply, AT);
}
