import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notAllowed, notFound } from '#platform/errors.ts';
import { readForm } from '#platform/http/form.ts';
import { param, parseInput } from '#platform/http/params.ts';
import { seeOther } from '#ui/form.ts';
import { bySession } from '../composing/limits.ts';
import { discardDraft, saveDraft } from './actions.ts';
import { draftKeys, savedDraft } from './schema.ts';

/** Drafts belong to a person, not to a place: nobody reaches another's by any address. */
export function draftPages(app: FastifyInstance): void {
  app.put('/drafts/:key', bySession(app), save);
  app.delete('/drafts/:key', bySession(app), discard);
  app.post('/drafts/:key/discard', discardByForm);
}

export function keyOf(request: FastifyRequest): string {
  if (request.ctx.viewer.personId === null) throw notAllowed(request.ctx.viewer);
  const key = draftKeys.safeParse(param(request, 'key'));
  if (!key.success) throw notFound();
  return key.data;
}

async function save(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const kept = await saveDraft(request.ctx, keyOf(request), parseInput(savedDraft, request.body));
  return reply.code(kept ? 204 : 409).send();
}

async function discard(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await discardDraft(request.ctx, keyOf(request));
  return reply.code(204).send();
}

/** The same without script: a button of the form itself, which then comes back empty. */
async function discardByForm(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const key = keyOf(request);
  const { fields } = await readForm(request);
  await discardDraft(request.ctx, key);
  const back = String(fields.back ?? '');
  return seeOther(reply, /^\/(?![/\\])/.test(back) ? back : '/');
}
