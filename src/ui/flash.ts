import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TextValues } from '#platform/i18n/index.ts';

const COOKIE = 'flash';

interface Flash {
  kind: 'done' | 'problem';
  key: string;
  values?: TextValues;
}

/** Leaves one message (a key of the texts) for the next page that this browser opens. */
export function flash(reply: FastifyReply, key: string, values?: TextValues, kind: Flash['kind'] = 'done'): void {
  const text = JSON.stringify({ kind, key, values });
  reply.setCookie(COOKIE, Buffer.from(text).toString('base64url'), { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 60 });
}

/** Takes the message left by the page before, once. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): Flash | null {
  const kept = request.cookies[COOKIE];
  if (!kept) return null;
  reply.clearCookie(COOKIE, { path: '/' });
  try {
    const { kind, key, values } = JSON.parse(Buffer.from(kept, 'base64url').toString()) as Flash;
    return { kind, key, ...(values && { values }) };
  } catch {
    return null; // Somebody wrote the cookie by hand.
  }
}
