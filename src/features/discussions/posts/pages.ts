import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notAllowed, Refusal } from '#platform/errors.ts';
import { readForm } from '#platform/http/form.ts';
import { asId, idParam, parseInput, query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { onceKey } from '#platform/once/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { canOnceJoined, hrefOfSpace, inPlace, PLACES, placeOf, type RequestPlace } from '../../communities/index.ts';
import { readableDiscussion, replyableDiscussion, START } from '../access.ts';
import { compose } from '../compose.ts';
import { answersByMail } from '../mail/answerable.ts';
import { draftKey } from '../drafts/actions.ts';
import { hrefOfPost, linksOf, pageOf } from '../links.ts';
import { threadView } from '../pages.ts';
import { postById } from '../queries.ts';
import { newDiscussion, newReply } from '../schema.ts';
import Write from '../views/Write.svelte';
import { reply as replyTo, start, type Origin } from './actions.ts';
import { typedPost, withDraft, withFiles, type TypedPost } from './typed.ts';

export function writingPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/discussions/new`, newPage);
    app.post(`${at}/discussions`, startDiscussion);
    app.post(`${at}/discussions/:id/reply`, sendReply);
  }
}

async function newPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  refuseStrangers(request, place);
  const type = query(request, 'type') === 'question' ? 'question' : 'conversation';
  const given = { type, title: query(request, 'title') ?? '', tags: query(request, 'tags') ?? '' };
  const blank = { fields: given, attachments: [], body: query(request, 'body') ?? '', preview: null };
  // A link that brings its own words wins over what was left unfinished.
  const fresh = given.title !== '' || blank.body !== '';
  const typed = fresh ? blank : await withDraft(request.ctx, place.space, draftKey.start(place.space.id), blank);
  return newForm(request, reply, place, typed, {}, 200);
}

function refuseStrangers({ ctx }: FastifyRequest, place: RequestPlace): void {
  if (!canOnceJoined(ctx.viewer, place, START)) throw notAllowed(ctx.viewer);
}

async function startDiscussion(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  refuseStrangers(request, place);
  const form = await readForm(request);
  let typed = typedPost(form);
  return attempt(
    request,
    async () => {
      typed = await withFiles(ctx, place.space, form, typed);
      if (form.fields.preview) return newForm(request, reply, place, { ...typed, preview: (await compose(ctx, typed.body)).html }, {}, 200);
      const input = parseInput(newDiscussion, { ...form.fields, attachments: typed.attachments.map((a) => a.id) });
      const made = await start(ctx, place, input, originOf(form.fields));
      flash(reply, 'discussions.published');
      return seeOther(reply, linksOf(place, place.space, made).self);
    },
    (errors, status) => newForm(request, reply, place, typed, errors, status),
  ).catch((error: unknown) => heldBack(reply, error, `${hrefOfSpace(place, place.space)}/discussions`));
}

function originOf(fields: Record<string, unknown>): Origin {
  return { onceKey: String(fields.once ?? '') || null, trap: String(fields.homepage ?? '') };
}

/** A contribution that waits for a moderator is kept: whoever sent it goes back to the page and is told. */
function heldBack(reply: FastifyReply, error: unknown, path: string): FastifyReply {
  if (!(error instanceof Refusal) || error.code !== 'held') throw error;
  flash(reply, error.message);
  return seeOther(reply, path);
}

function newForm(
  request: FastifyRequest,
  reply: FastifyReply,
  place: RequestPlace,
  typed: TypedPost,
  errors: FormErrors,
  status: number,
): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  const list = `${hrefOfSpace(place, place.space)}/discussions`;
  const { type = 'conversation', title = '', tags = '' } = typed.fields;
  const props = {
    heading: t(type === 'question' ? 'discussions.ask' : 'discussions.start'),
    action: list,
    back: list,
    button: t('discussions.publish'),
    errors,
    head: { type, title, tags },
    composer: {
      body: typed.body,
      once: typed.fields.once ?? onceKey(),
      draftKey: draftKey.start(place.space.id),
      replyTo: null,
      attachments: typed.attachments,
      preview: typed.preview,
      draftAt: typed.draftAt ?? null,
      byMail: answersByMail(request.ctx, place.community, place.space),
    },
  };
  return page(request, reply, Write, props, inPlace(request, place, { title: props.heading, door: 'talk', status, noIndex: true }));
}

async function sendReply(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const id = idParam(request);
  await readableDiscussion(ctx, place, id);
  // Before anything is read: whoever may not write here fills no disk with files.
  if (ctx.viewer.personId === null) throw notAllowed(ctx.viewer);
  const form = await readForm(request);
  let typed = typedPost(form);
  return attempt(
    request,
    async () => {
      const discussion = await replyableDiscussion(ctx, place, id);
      typed = await withFiles(ctx, discussion.home, form, typed);
      if (form.fields.preview) return again({ ...typed, preview: (await compose(ctx, typed.body)).html }, {}, 200);
      const input = parseInput(newReply, { ...form.fields, attachments: typed.attachments.map((a) => a.id) });
      const made = await replyTo(ctx, discussion, input, originOf(form.fields));
      return seeOther(reply, hrefOfPost(linksOf(place, discussion.home, discussion).self, made));
    },
    (errors, status) => again(typed, errors, status),
  ).catch((error: unknown) => heldBack(reply, error, request.url.replace(/\/reply$/, '')));

  async function again({ body, attachments, preview, fields }: TypedPost, errors: FormErrors, status: number): Promise<FastifyReply> {
    const discussion = await readableDiscussion(ctx, place, id);
    const parentId = asId(fields.reply_to);
    const parent = parentId === null ? undefined : await postById(ctx.db, place.community.id, parentId);
    const composer = { body, attachments, preview, replyTo: parent ?? null, ...(fields.once && { once: fields.once }) };
    const shown = { number: pageOf(discussion.post_count), typed: composer, errors, status };
    return threadView(request, reply, place, discussion, shown);
  }
}
