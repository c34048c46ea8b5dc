import type { FastifyReply, FastifyRequest } from 'fastify';
import { notAllowed, notFound } from '#platform/errors.ts';
import type { Ctx } from '#platform/context.ts';
import { param } from '#platform/http/params.ts';
import { personByHandle, personById, personByOldHandle, type Person } from '../queries.ts';

/** The person of an address below `/people/:handle`. Where the handle was theirs before, the browser is sent on, and this is null. */
export async function personAt(request: FastifyRequest, reply: FastifyReply): Promise<Person | null> {
  const { db } = request.ctx;
  const handle = param(request, 'handle').toLowerCase();
  const person = await personByHandle(db, handle);
  if (person) return person;
  const moved = await personByOldHandle(db, handle);
  if (!moved) throw notFound();
  reply.redirect(request.url.replace(/\/people\/[^/?]+/, `/people/${moved.handle}`), 301);
  return null;
}

/** The person who is signed in; others are asked to sign in. */
export async function self(ctx: Ctx): Promise<Person> {
  if (ctx.viewer.personId === null) throw notAllowed(ctx.viewer);
  return (await personById(ctx.db, ctx.viewer.personId))!;
}
