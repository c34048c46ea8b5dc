import type { FastifyReply, FastifyRequest } from 'fastify';
import { query, typed } from '#platform/http/params.ts';

/** Passes the session cookies of the accounts library on to the browser. */
export function passCookies(reply: FastifyReply, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie);
}

/** The request's headers as the accounts library wants them. */
export function headersOf(request: FastifyRequest): Headers {
  const { cookie, 'user-agent': agent } = request.headers;
  return new Headers({ ...(cookie && { cookie }), ...(agent && { 'user-agent': agent }), 'x-forwarded-for': request.ip });
}

const BACK = 'copse.back';

/** Keeps where somebody wanted to go, until they have confirmed their address or opened the mailed link. */
export function keepBack(reply: FastifyReply, path: string): void {
  reply.setCookie(BACK, path, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 3 * 86_400 });
}

/** Takes that place, once. */
export function takeBack(request: FastifyRequest, reply: FastifyReply): string {
  const kept = request.cookies[BACK];
  if (kept === undefined) return '/';
  reply.clearCookie(BACK, { path: '/' });
  return ownPath(kept);
}

/** Where to go afterwards: a path of this site, never another one. */
export function backPath(request: FastifyRequest): string {
  return ownPath(String(typed(request).back ?? query(request, 'back') ?? '/'));
}

function ownPath(wanted: string): string {
  const base = 'http://here.invalid';
  if (!wanted.startsWith('/') || !URL.canParse(wanted, base)) return '/';
  const url = new URL(wanted, base);
  return url.origin === base ? url.pathname + url.search + url.hash : '/';
}
