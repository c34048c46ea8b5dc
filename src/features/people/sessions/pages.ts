import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { whisper } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { param } from '#platform/http/params.ts';
import { flash } from '#ui/flash.ts';
import { seeOther } from '#ui/form.ts';
import { settingsPage } from '../me/settings.ts';
import { self } from '../profile/address.ts';
import type { Person } from '../queries.ts';
import { forgetDevices } from '../security/queries.ts';
import Sessions from '../views/Sessions.svelte';
import { deviceOf } from './device.ts';
import * as queries from './queries.ts';

const SESSIONS = '/me/settings/sessions';

export function sessionPages(app: FastifyInstance): void {
  app.get(SESSIONS, show);
  app.post('/me/sessions/:id/end', endOne);
  app.post('/me/sessions/end-others', endOthers);
  app.post('/me/sign-out-everywhere', endAll);
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await self(ctx);
  const rows = await queries.sessionsOf(ctx.db, person.account_id ?? '', ctx.now);
  const sessions = rows.map(({ id, token, created_at, seen_at, user_agent }) => ({
    id,
    ...deviceOf(user_agent),
    since: Date.parse(created_at),
    seen: seen_at ?? Date.parse(created_at),
    here: token === ctx.viewer.sessionToken,
  }));
  return settingsPage(request, reply, SESSIONS, Sessions, { sessions });
}

async function end(ctx: Ctx, work: (ctx: Ctx, person: Person) => Promise<void>): Promise<void> {
  const person = await self(ctx);
  await transaction(ctx, async (ctx) => {
    await work(ctx, person);
    whisper(ctx, 'viewer', { personId: person.id });
  });
}

async function endOne(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await end(request.ctx, async ({ db }, { account_id }) => {
    if (!(await queries.deleteSession(db, account_id ?? '', param(request, 'id')))) throw notFound();
  });
  flash(reply, 'people.session.ended');
  return seeOther(reply, SESSIONS);
}

async function endOthers(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await end(request.ctx, ({ db, viewer }, { account_id }) => queries.deleteSessions(db, account_id ?? '', viewer.sessionToken));
  flash(reply, 'people.session.others_ended');
  return seeOther(reply, SESSIONS);
}

async function endAll(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await end(request.ctx, async ({ db }, { id, account_id }) => {
    await queries.deleteSessions(db, account_id ?? '', null);
    await forgetDevices(db, id);
  });
  flash(reply, 'people.signed_out_everywhere');
  return seeOther(reply, '/sign-in');
}
