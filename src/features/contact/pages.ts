import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { idParam, param, parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { onceKey } from '#platform/once/index.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { flash } from '#ui/flash.ts';
import { page } from '#ui/page.ts';
import { hrefOf, inPlace, PLACES, placeOf, type RequestPlace } from '../communities/index.ts';
import { mailAddressOf } from '../people/index.ts';
import { ownConversation, type OwnConversation } from './access.ts';
import { ask, writeBack } from './actions.ts';
import { handOut } from './files.ts';
import { lookedAfterBy } from './letters.ts';
import { filesOfConversation, messagesOf } from './queries.ts';
import { question, words } from './schema.ts';
import Ask from './views/Ask.svelte';
import Own from './views/Own.svelte';
import Sent from './views/Sent.svelte';

/** What makes the server send mail is allowed a few times a minute. */
const strict = ({ rateFactor }: FastifyInstance) => (rateFactor === 0 ? {} : { config: { rateLimit: { max: Math.ceil(5 * rateFactor), timeWindow: 60_000 } } });

export function publicPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/contact`, form);
    app.post(`${at}/contact`, strict(app), send);
  }
  app.get('/contact/:token', show);
  app.get('/contact/:token/files/:file/:name', file);
  app.post('/contact/:token', strict(app), reply);
}

async function form(request: FastifyRequest, answer: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { viewer, db } = request.ctx;
  const address = viewer.personId === null ? '' : await mailAddressOf(db, viewer.personId);
  return formPage(request, answer, place, { name: viewer.name ?? '', address: address ?? '' }, {}, 200);
}

async function formPage(request: FastifyRequest, answer: FastifyReply, place: RequestPlace, values: Record<string, unknown>, errors: FormErrors, status: number): Promise<FastifyReply> {
  const t = translator(request.ctx.viewer.language);
  const { community, room, space } = place;
  const readers = (await lookedAfterBy(request.ctx.db, community, room)).map(({ name }) => name);
  const props = { action: `${hrefOf(community, room)}/contact`, name: space.name, readers, values: { once: onceKey(), ...values } as Record<string, string>, errors };
  const options = inPlace(request, place, { title: t('contact.title'), status });
  // The key of the form is for one reader.
  const { cacheable: _, ...own } = options;
  return page(request, answer, Ask, props, own);
}

/** Programs fill in what people do not see. They are answered as everybody. */
async function send(request: FastifyRequest, answer: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  return attempt(
    request,
    async () => {
      const input = parseInput(question, request.body ?? {});
      if (!typed(request).homepage) await ask(request.ctx, place.community, input, { spaceId: place.room?.id ?? null });
      const title = translator(request.ctx.viewer.language)('contact.sent');
      return page(request, answer, Sent, { address: input.address, back: hrefOf(place.community, place.room) }, { ...inPlace(request, place, { title, noIndex: true }) });
    },
    (errors, status) => formPage(request, answer, place, typed(request), errors, status),
  );
}

async function show(request: FastifyRequest, answer: FastifyReply): Promise<FastifyReply> {
  return ownPage(request, answer, await ownConversation(request.ctx, param(request, 'token')), '', {}, 200);
}

async function ownPage(request: FastifyRequest, answer: FastifyReply, conversation: OwnConversation, body: string, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { community } = conversation;
  const { db } = request.ctx;
  const messages = (await messagesOf(db, community.id, conversation.id)).filter(({ kind }) => kind === 'asked' || kind === 'answer');
  const files = await filesOfConversation(db, community.id, conversation.id);
  const props = { action: `/contact/${param(request, 'token')}`, community: community.name, subject: conversation.subject, asker: conversation.name, messages, files, once: onceKey(), body, errors };
  answer.header('referrer-policy', 'no-referrer');
  return page(request, answer, Own, props, { title: conversation.subject, status, noIndex: true });
}

/** A file of the conversation; what facilitators keep among themselves is not there. */
async function file(request: FastifyRequest, answer: FastifyReply): Promise<FastifyReply> {
  return handOut(request.ctx, answer, await ownConversation(request.ctx, param(request, 'token')), idParam(request, 'file'), ['asked', 'answer']);
}

async function reply(request: FastifyRequest, answer: FastifyReply): Promise<FastifyReply> {
  const conversation = await ownConversation(request.ctx, param(request, 'token'));
  return attempt(
    request,
    async () => {
      await writeBack(request.ctx, conversation, parseInput(words, request.body ?? {}));
      flash(answer, 'contact.sent');
      return seeOther(answer, `/contact/${param(request, 'token')}`);
    },
    (errors, status) => ownPage(request, answer, conversation, String(typed(request).body ?? ''), errors, status),
  );
}
