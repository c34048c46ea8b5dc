import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { idParam, parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { onceKey } from '#platform/once/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { addSteeringPage, hrefOf, inSteering, PLACES, placeOf, spaceFor, type RequestPlace } from '../communities/index.ts';
import { ANSWER, answerableConversation, type AnswerableConversation } from './access.ts';
import { answer, assign, forget, note, setState } from './actions.ts';
import { conversationsIn, messagesOf } from './queries.ts';
import { change, words } from './schema.ts';
import { STATES } from './tables.ts';
import Conversation from './views/Conversation.svelte';
import Desk from './views/Desk.svelte';

const A_PAGE = 30;

/** Where facilitators read and answer what comes in. */
export function deskPages(app: FastifyInstance): void {
  addSteeringPage({ path: '/contact/conversations', label: 'contact.desk', capability: ANSWER, group: 'daily', order: 30, rooms: true });
  for (const place of PLACES) {
    const at = `${place}/contact/conversations`;
    app.get(at, desk);
    app.get(`${at}/:id`, show);
    app.post(`${at}/:id/answer`, (request, reply) => write(request, reply, answer, 'contact.answered'));
    app.post(`${at}/:id/note`, (request, reply) => write(request, reply, note, 'contact.noted'));
    app.post(`${at}/:id/state`, changeState);
  }
}

const hrefOfDesk = ({ community, room }: RequestPlace) => `${hrefOf(community, room)}/contact/conversations`;

async function desk(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, ANSWER);
  const state = STATES.find((name) => name === query(request, 'show')) ?? 'open';
  const [at, last] = (query(request, 'before') ?? '').split('.').map(Number);
  const before = Number.isSafeInteger(at) && Number.isSafeInteger(last) ? { at: at!, id: last! } : null;
  const found = await conversationsIn(request.ctx.db, space, state, before, A_PAGE + 1);
  const rows = found.slice(0, A_PAGE);
  const end = rows.at(-1);
  const props = { list: hrefOfDesk(place), state, rows, older: found.length > A_PAGE && end ? `?show=${state}&before=${end.active_at}.${end.id}` : null };
  return page(request, reply, Desk, props, inSteering(request, place, { title: translator(request.ctx.viewer.language)('contact.desk') }));
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  return conversationPage(request, reply, place, await answerableConversation(request.ctx, place, idParam(request)), {}, {}, 200);
}

async function conversationPage(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, conversation: AnswerableConversation, values: { answer?: string; note?: string }, errors: FormErrors, status: number) {
  const { space: _, ...shown } = conversation;
  const list = hrefOfDesk(place);
  const messages = await messagesOf(request.ctx.db, conversation.community_id, conversation.id);
  const props = { list, at: `${list}/${conversation.id}`, conversation: shown, messages, mine: conversation.assigned_id === request.ctx.viewer.personId, once: onceKey(), values, errors };
  return page(request, reply, Conversation, props, inSteering(request, place, { title: conversation.subject, status }));
}

async function write(request: FastifyRequest, reply: FastifyReply, act: typeof answer, say: string): Promise<FastifyReply> {
  const place = await placeOf(request);
  const conversation = await answerableConversation(request.ctx, place, idParam(request));
  const body = String(typed(request).body ?? '');
  return attempt(
    request,
    async () => {
      await act(request.ctx, conversation, parseInput(words, request.body ?? {}));
      flash(reply, say);
      return seeOther(reply, `${hrefOfDesk(place)}/${conversation.id}`);
    },
    (errors, status) => conversationPage(request, reply, place, conversation, act === answer ? { answer: body } : { note: body }, errors, status),
  );
}

async function changeState(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { ctx } = request;
  const conversation = await answerableConversation(ctx, place, idParam(request));
  const { do: wish } = parseInput(change, request.body ?? {});
  if (wish === 'delete') await forget(ctx, conversation);
  else if (wish === 'take' || wish === 'leave') await assign(ctx, conversation, wish === 'take' ? ctx.viewer.personId : null);
  else await setState(ctx, conversation, wish === 'close' ? 'closed' : 'open');
  flash(reply, wish === 'delete' ? 'contact.deleted' : 'communities.saved');
  return seeOther(reply, wish === 'delete' || wish === 'close' ? hrefOfDesk(place) : `${hrefOfDesk(place)}/${conversation.id}`);
}
