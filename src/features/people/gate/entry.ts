import type { FastifyReply, FastifyRequest } from 'fastify';
import { seeOther } from '#ui/form.ts';
import { authOf, SESSION_DAYS, sessionCookie } from '../auth.ts';
import { hasAuthenticator, isTrustedDevice } from '../security/factors.ts';
import { deletePastSessions } from '../sessions/queries.ts';
import { signed } from '../sessions/session.ts';
import { accountOfPerson } from './queries.ts';
import { issueToken, peekToken, takeToken, type Taken } from './one-time.ts';

const STEP_COOKIE = 'copse.step';
const DEVICE_COOKIE = 'copse.device';
const STEP_MINUTES = 10;
const LONGEST_AGENT = 400;

/** Ends every way of signing in but those that are two factors by themselves: opens a session, or asks for the second factor first. */
export async function enter(request: FastifyRequest, reply: FastifyReply, personId: number, back: string): Promise<FastifyReply> {
  const { ctx } = request;
  const known = await isTrustedDevice(ctx, personId, request.cookies[DEVICE_COOKIE]);
  if (known || !(await hasAuthenticator(ctx, personId))) {
    await openSession(request, reply, personId);
    return seeOther(reply, back);
  }
  const token = await issueToken(ctx, 'second_step', { personId, minutes: STEP_MINUTES, data: { back } });
  reply.setCookie(STEP_COOKIE, token, { ...cookieOptions(request), maxAge: STEP_MINUTES * 60 });
  return seeOther(reply, '/sign-in/second');
}

type Step = Taken<{ back: string }>;

/** Who has shown the first factor in this browser, and awaits the second. */
export async function pendingStep(request: FastifyRequest): Promise<Step | null> {
  return peekToken(request.ctx, 'second_step', request.cookies[STEP_COOKIE] ?? '');
}

/** Both factors were shown: the session opens, once. */
export async function finishStep(request: FastifyRequest, reply: FastifyReply, trusted: string | null): Promise<FastifyReply> {
  const step = await takeToken<Step['data']>(request.ctx, 'second_step', request.cookies[STEP_COOKIE] ?? '');
  reply.clearCookie(STEP_COOKIE, { path: '/' });
  if (!step) return seeOther(reply, '/sign-in');
  if (trusted) reply.setCookie(DEVICE_COOKIE, trusted, { ...cookieOptions(request), maxAge: 30 * 86_400 });
  await openSession(request, reply, step.personId!);
  return seeOther(reply, step.data.back);
}

/** Opens a session of a person in this browser. */
export async function openSession(request: FastifyRequest, reply: FastifyReply, personId: number): Promise<void> {
  const { ctx } = request;
  const { internalAdapter } = await (await authOf(ctx.services)).$context;
  const accountId = await accountOfPerson(ctx.db, personId);
  await deletePastSessions(ctx.db, accountId!, Date.now());
  const times = { createdAt: new Date(ctx.now), updatedAt: new Date(ctx.now), expiresAt: new Date(ctx.now + SESSION_DAYS * 86_400_000) };
  const userAgent = (request.headers['user-agent'] ?? '').slice(0, LONGEST_AGENT);
  const session = await internalAdapter.createSession(accountId!, false, { userAgent, ...times }, true);
  reply.setCookie(sessionCookie(ctx.services), await signed(ctx.services, session.token), { ...cookieOptions(request), maxAge: SESSION_DAYS * 86_400 });
}

/** Cookies of signing in: for this site only, out of the reach of scripts. */
export function cookieOptions(request: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: request.ctx.services.config.baseUrl?.startsWith('https:') ?? false } as const;
}
