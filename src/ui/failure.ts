import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ANONYMOUS } from '#platform/viewer.ts';
import { createContext, type Services } from '#platform/context.ts';
import { asRefusal, Moved, Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import Failure from './Failure.svelte';
import { errorTexts } from './form.ts';
import { page } from './page.ts';

type Forward = (request: FastifyRequest) => Promise<string | null>;
const forwards: Forward[] = [];

/** Says where something stands now that is not found any more at an address; null when nothing is known of it, or the viewer may not know. */
export function addForward(forward: Forward): void {
  if (!forwards.includes(forward)) forwards.push(forward);
}

async function forwarded(request: FastifyRequest): Promise<string | null> {
  for (const forward of forwards) {
    const href = await forward(request);
    if (href !== null && href !== request.url) return href;
  }
  return null;
}

/** Answers every error at the one edge: a page for people, JSON for programs; logged once. */
export function answerFailures(app: FastifyInstance, services: Services): void {
  app.setNotFoundHandler(() => {
    throw new Refusal('not_found', 'errors.not_found');
  });
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    request.ctx ??= createContext(services, ANONYMOUS);
    // It may move again: nobody keeps this answer without asking.
    if (error instanceof Moved) return reply.header('cache-control', 'no-cache').redirect(error.href, 301);
    const refusal = asRefusal(error);
    const href = refusal.code === 'not_found' && !request.is404 ? await forwarded(request) : null;
    // What was sent is sent again there: nothing that was typed is lost.
    if (href !== null) return reply.header('cache-control', 'no-cache').redirect(href, request.method === 'GET' ? 301 : 308);
    if (refusal.status >= 500) request.log.error({ err: error, url: request.url }, 'a request failed');
    else if (refusal.cause) request.log.info({ err: refusal.cause, code: refusal.code }, 'refused');
    if (wantsJson(request)) return failureJson(request, reply, refusal);
    if (refusal.code === 'sign_in' && request.method === 'GET')
      return reply.redirect(`/sign-in?back=${encodeURIComponent(request.url)}`, 303);
    return failurePage(request, reply, refusal);
  });
}

function wantsJson({ url, headers }: FastifyRequest): boolean {
  // Only programs bring a token; to send them to the sign-in page would go round and round.
  return url.startsWith('/api/') || headers.authorization !== undefined || (headers.accept ?? '').startsWith('application/json');
}

function failureJson(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { '': message, ...fields } = errorTexts(request, refusal);
  const t = translator(request.ctx.viewer.language);
  return reply
    .code(refusal.status)
    .header('cache-control', 'no-store')
    .send({ error: { code: refusal.code, message: message ?? t(refusal.message, refusal.values), fields } });
}

function failurePage(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  const heading = refusal.code === 'not_found' ? 'errors.title.not_found' : 'errors.title.other';
  const text = Object.values(errorTexts(request, refusal)).join(' ');
  const props = { heading: t(heading), text, code: refusal.code, home: '/' };
  reply.header('cache-control', 'no-store');
  return page(request, reply, Failure, props, { title: props.heading, status: refusal.status, noIndex: true });
}
