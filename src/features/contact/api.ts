import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { idParam, query as queryOf } from '#platform/http/params.ts';
import { apiRoute, linkNext } from '../api/index.ts';
import { hrefOf, placeOf, spaceFor } from '../communities/index.ts';
import { ANSWER, answerableConversation, type AnswerableConversation } from './access.ts';
import { act, answer, note } from './actions.ts';
import { conversationsIn, filesOfConversation, messagesOf, type Conversation } from './queries.ts';
import { change, words } from './schema.ts';
import { STATES } from './tables.ts';

const PATH = '/communities/:community/contact/conversations';

const conversation = z.object({
  id: z.number().int(),
  subject: z.string(),
  /** Whoever asked, as they gave it. */
  name: z.string(),
  address: z.string(),
  language: z.string(),
  state: z.enum(STATES),
  state_by: z.string().nullable(),
  assigned_to: z.string().nullable(),
  created_at: z.iso.datetime(),
  active_at: z.iso.datetime(),
});
const message = z.object({ id: z.number().int(), kind: z.enum(['asked', 'answer', 'note', 'returned']), author: z.string().nullable(), body: z.string(), created_at: z.iso.datetime(), files: z.array(z.object({ name: z.string(), size: z.number().int(), url: z.string() })) });
const whole = z.object({ conversation, messages: z.array(message) });

const iso = (at: number) => new Date(at).toISOString();

function asConversation({ id, subject, name, address, language, state, state_by_name, assigned_name, created_at, active_at }: Conversation): z.input<typeof conversation> {
  return { id, subject, name, address, language, state, state_by: state_by_name, assigned_to: assigned_name, created_at: iso(created_at), active_at: iso(active_at) };
}

/** `?room=` names the room whose facilitators were written to. */
async function placeFor(request: FastifyRequest) {
  const room = queryOf(request, 'room');
  if (room) (request.params as Record<string, string>).room = room;
  return placeOf(request);
}

async function load(request: FastifyRequest): Promise<AnswerableConversation> {
  return answerableConversation(request.ctx, await placeFor(request), idParam(request));
}

async function asWhole(request: FastifyRequest): Promise<z.input<typeof whole>> {
  const found = await load(request);
  const messages = await messagesOf(request.ctx.db, found.community_id, found.id);
  const files = Map.groupBy(await filesOfConversation(request.ctx.db, found.community_id, found.id), ({ message_id }) => message_id);
  const { community, room } = await placeFor(request);
  const url = (file: { id: number; name: string }) => `${hrefOf(community, room)}/contact/conversations/${found.id}/files/${file.id}/${encodeURIComponent(file.name)}`;
  const filesOf = (id: number) => (files.get(id) ?? []).map((file) => ({ name: file.name, size: file.size, url: url(file) }));
  return { conversation: asConversation(found), messages: messages.map(({ id, kind, author_name, body, created_at }) => ({ id, kind, author: author_name, body, created_at: iso(created_at), files: filesOf(id) })) };
}

/** What people write to the facilitators of a community, for programs of theirs. */
export function contactApi(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: PATH,
    summary: 'What was written to the facilitators, the latest first; for those who answer',
    query: z.object({ state: z.enum(STATES).default('open'), before: z.string().regex(/^\d{1,15}\.\d{1,15}$/).optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }),
    answer: z.object({ conversations: z.array(conversation) }),
    async handle(request, { query: { state, before, limit } }, reply) {
      const space = spaceFor(request.ctx, await placeFor(request), ANSWER);
      const [at, last] = (before ?? '').split('.').map(Number);
      const rows = await conversationsIn(request.ctx.db, space, state, before ? { at: at!, id: last! } : null, limit + 1);
      const shown = rows.slice(0, limit);
      const end = shown.at(-1);
      if (rows.length > limit && end) linkNext(request, reply, { before: `${end.active_at}.${end.id}` });
      return { conversations: shown.map(asConversation) };
    },
  });
  apiRoute(app, { method: 'GET', path: `${PATH}/:id`, summary: 'A conversation with all that was said', answer: whole, handle: asWhole });
  for (const [path, summary, say] of [['answers', 'Answer by mail', answer], ['notes', 'Note something for the other facilitators', note]] as const)
    apiRoute(app, {
      method: 'POST',
      path: `${PATH}/:id/${path}`,
      summary,
      body: words,
      status: 201,
      answer: whole,
      async handle(request, { body }) {
        await say(request.ctx, await load(request), body);
        return asWhole(request);
      },
    });
  apiRoute(app, {
    method: 'POST',
    path: `${PATH}/:id/state`,
    summary: 'Take a conversation, leave it to others, close or reopen it, or delete it for good',
    body: change,
    handle: async (request, { body }) => act(request.ctx, await load(request), body.do),
  });
}
