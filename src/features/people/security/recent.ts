import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '#platform/context.ts';
import { notAllowed } from '#platform/errors.ts';
import { seeOther } from '#ui/form.ts';
import { noteProof, sessionByToken } from '../sessions/queries.ts';

/** How long somebody who has just signed in, or shown again who they are, may change what protects the account. */
const RECENT_MS = 15 * 60_000;

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** A handler for those only who have lately shown who they are; others do so first, and come back to `back`. */
export function recently(back: string, handler: Handler): Handler {
  return async (request, reply) => {
    if (await wasRecent(request.ctx)) return handler(request, reply);
    return seeOther(reply, `/me/confirm?back=${encodeURIComponent(back)}`);
  };
}

/** Tokens of applications and jobs have no session: they change nothing that protects an account. */
export async function wasRecent(ctx: Ctx): Promise<boolean> {
  const session = await ownSession(ctx);
  return Math.max(Date.parse(session.created_at), session.proven_at ?? 0) > ctx.now - RECENT_MS;
}

export async function ownSession(ctx: Ctx) {
  const { personId, sessionToken } = ctx.viewer;
  const session = personId === null || sessionToken === null ? undefined : await sessionByToken(ctx.db, sessionToken);
  if (!session) throw notAllowed(ctx.viewer);
  return session;
}

/** Notes that the owner of this session has just shown who they are. */
export async function proven(ctx: Ctx): Promise<void> {
  const { id } = await ownSession(ctx);
  await noteProof(ctx.db, id, ctx.now);
}
