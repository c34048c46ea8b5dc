import { buffer } from 'node:stream/consumers';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { filesOf, readForm } from '#platform/http/form.ts';
import { idParam, parseInput, query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { withoutTokens } from '#platform/mail/answers/index.ts';
import { inboundById } from '#platform/mail/receive/queries.ts';
import { onceKey } from '#platform/once/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { addSteeringPage, hrefOf, inSteering, PLACES, placeOf, spaceFor, type RequestPlace } from '../communities/index.ts';
import { ANSWER, answerableConversation, type AnswerableConversation } from './access.ts';
import { act, answer, note } from './actions.ts';
import { handOut, uploadedFiles } from './files.ts';
import { conversationsIn, countHeld, filesOfConversation, messageById, messagesOf } from './queries.ts';
import { change, words } from './schema.ts';
import { STATES } from './tables.ts';
import Conversation from './views/Conversation.svelte';
import Desk from './views/Desk.svelte';

const A_PAGE = 30;
/** As long as mails that are no posts (mail-in/log/tidy.ts). */
const MAILS_KEPT_MS = 60 * 86_400_000;

/** Where facilitators read and answer what comes in. */
export function deskPages(app: FastifyInstance): void {
  addSteeringPage({ path: '/contact/conversations', label: 'contact.desk', capability: ANSWER, group: 'daily', order: 30, rooms: true });
  for (const place of PLACES) {
    const at = `${place}/contact/conversations`;
    app.get(at, desk);
    app.get(`${at}/:id`, show);
    app.get(`${at}/:id/messages/:message/original`, original);
    app.get(`${at}/:id/files/:file/:name`, file);
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
  const held = await countHeld(request.ctx.db, space, 100);
  const props = { list: hrefOfDesk(place), state, rows, held, older: found.length > A_PAGE && end ? `?show=${state}&before=${end.active_at}.${end.id}` : null };
  return page(request, reply, Desk, props, inSteering(request, place, { title: translator(request.ctx.viewer.language)('contact.desk') }));
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  return conversationPage(request, reply, place, await answerableConversation(request.ctx, place, idParam(request)), {}, {}, 200);
}

async function conversationPage(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, conversation: AnswerableConversation, values: { answer?: string; note?: string }, errors: FormErrors, status: number) {
  const { community: _, ...shown } = conversation;
  const list = hrefOfDesk(place);
  const { db } = request.ctx;
  const [messages, files] = await Promise.all([messagesOf(db, conversation.community_id, conversation.id), filesOfConversation(db, conversation.community_id, conversation.id)]);
  const props = { list, at: `${list}/${conversation.id}`, conversation: shown, messages, files, mine: conversation.assigned_id === request.ctx.viewer.personId, mailsSince: request.ctx.now - MAILS_KEPT_MS, once: onceKey(), values, errors };
  return page(request, reply, Conversation, props, inSteering(request, place, { title: conversation.subject, status }));
}

/** The mail that a question came as, with its files. Those of facilitators show addresses of theirs. */
async function original(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const { id, community_id } = await answerableConversation(ctx, await placeOf(request), idParam(request));
  const message = await messageById(ctx.db, community_id, idParam(request, 'message'));
  const mail = message?.conversation_id === id && message.kind === 'asked' && message.mail_id !== null ? await inboundById(ctx.db, message.mail_id) : undefined;
  if (!mail) throw notFound();
  const raw = withoutTokens(ctx, (await buffer(await ctx.services.blobs.read(mail.raw_key))).toString('latin1'));
  return reply.type('message/rfc822').header('content-disposition', `attachment; filename="message-${message!.id}.eml"`).header('cache-control', 'private, no-store').send(Buffer.from(raw, 'latin1'));
}

/** A file that somebody sent, or a facilitator kept with a note. */
async function file(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const conversation = await answerableConversation(request.ctx, await placeOf(request), idParam(request));
  return handOut(request.ctx, reply, conversation, idParam(request, 'file'), ['asked', 'answer', 'note']);
}

async function write(request: FastifyRequest, reply: FastifyReply, how: typeof answer, say: string): Promise<FastifyReply> {
  const place = await placeOf(request);
  const conversation = await answerableConversation(request.ctx, place, idParam(request));
  const form = await readForm(request);
  const body = String(form.fields.body ?? '');
  return attempt(
    request,
    async () => {
      const input = parseInput(words, form.fields);
      await how(request.ctx, conversation, input, { files: await uploadedFiles(filesOf(form)) });
      flash(reply, say);
      return seeOther(reply, `${hrefOfDesk(place)}/${conversation.id}`);
    },
    (errors, status) => conversationPage(request, reply, place, conversation, how === answer ? { answer: body } : { note: body }, errors, status),
  );
}

async function changeState(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { ctx } = request;
  const conversation = await answerableConversation(ctx, place, idParam(request));
  const { do: wish } = parseInput(change, request.body ?? {});
  await act(ctx, conversation, wish);
  flash(reply, wish === 'delete' ? 'contact.deleted' : 'communities.saved');
  return seeOther(reply, wish === 'delete' || wish === 'close' ? hrefOfDesk(place) : `${hrefOfDesk(place)}/${conversation.id}`);
}
