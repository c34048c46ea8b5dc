import type { FastifyReply, FastifyRequest } from 'fastify';
import { asRefusal, type Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';

/** What a form page is given to show again after a refusal: texts by field, '' for the whole form. */
export type FormErrors = Record<string, string>;

const SHOWN_AGAIN = new Set(['invalid', 'conflict', 'too_large', 'unsupported', 'too_many', 'storage_full', 'unavailable']);

/**
 * Does what a form asks for. When it is refused, `again` shows the same page with the errors beside
 * their fields and everything that was typed, under the status of the refusal.
 */
export async function attempt(
  request: FastifyRequest,
  work: () => Promise<FastifyReply>,
  again: (errors: FormErrors, status: number) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    const refusal = asRefusal(error);
    if (!SHOWN_AGAIN.has(refusal.code)) throw error;
    if (refusal.status >= 500) request.log.error({ err: error, url: request.url }, 'a form could not be kept');
    return again(errorTexts(request, refusal), refusal.status);
  }
}

/** The texts of a refusal in the viewer's language. */
export function errorTexts(request: FastifyRequest, refusal: Refusal): FormErrors {
  const t = translator(request.ctx.viewer.language);
  const fields = Object.entries(refusal.fields).map(([name, key]) => [name === 'form' ? '' : name, t(key, refusal.values)]);
  return fields.length > 0 ? Object.fromEntries(fields) : { '': t(refusal.message, refusal.values) };
}

/** Sends a browser on after a form did its work (RFC 9110 §15.4.4). */
export function seeOther(reply: FastifyReply, path: string): FastifyReply {
  return reply.redirect(path, 303);
}
