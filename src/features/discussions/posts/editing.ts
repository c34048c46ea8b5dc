import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readForm } from '#platform/http/form.ts';
import { idParam, parseInput } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { inPlace, PLACES, placeOf, type RequestPlace } from '../../communities/index.ts';
import { tagsOf } from '../../items/index.ts';
import { editablePost, readablePost, type EditablePost, type ReadablePost } from '../access.ts';
import { compose } from '../compose.ts';
import { draftKey } from '../drafts/actions.ts';
import { hrefOfPost, linksOf } from '../links.ts';
import { editedPost, removal } from '../schema.ts';
import History from '../views/History.svelte';
import Remove from '../views/Remove.svelte';
import Write from '../views/Write.svelte';
import { edit, remove, restore } from './actions.ts';
import { historyOf } from './history.ts';
import { typedPost, withDraft, withFiles, type TypedPost } from './typed.ts';

export function editingPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/discussions/posts/:id/edit`, editPage);
    app.post(`${at}/discussions/posts/:id/edit`, saveEdit);
    app.get(`${at}/discussions/posts/:id/delete`, removePage);
    app.post(`${at}/discussions/posts/:id/delete`, removePost);
    app.post(`${at}/discussions/posts/:id/restore`, restorePost);
    app.get(`${at}/discussions/posts/:id/history`, history);
  }
}

function selfOf(place: RequestPlace, post: ReadablePost): string {
  return linksOf(place, post.discussion.home, post.discussion).self;
}

async function editPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const post = await editablePost(ctx, place, idParam(request));
  const tags = await tagsOf(ctx.db, place.community.id, [post.discussion.id]);
  const fields = { title: post.discussion.title, type: post.discussion.type, tags: tags.map((tag) => tag.name).join(', ') };
  const typed = await withDraft(ctx, post.discussion.home, draftKey.edit(post.id), { fields, body: post.body, attachments: [], preview: null });
  return editForm(request, reply, place, post, typed, {}, 200);
}

async function saveEdit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const post = await editablePost(ctx, place, idParam(request));
  const form = await readForm(request);
  let typed = typedPost(form);
  return attempt(
    request,
    async () => {
      typed = await withFiles(ctx, post.discussion.home, form, typed);
      if (form.fields.preview) return editForm(request, reply, place, post, { ...typed, preview: (await compose(ctx, typed.body)).html }, {}, 200);
      await edit(ctx, post, parseInput(editedPost, { ...form.fields, attachments: typed.attachments.map((a) => a.id) }));
      flash(reply, 'discussions.saved');
      return seeOther(reply, hrefOfPost(selfOf(place, post), post));
    },
    (errors, status) => editForm(request, reply, place, post, typed, errors, status),
  );
}

function editForm(
  request: FastifyRequest,
  reply: FastifyReply,
  place: RequestPlace,
  post: EditablePost,
  typed: TypedPost,
  errors: FormErrors,
  status: number,
): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  const self = selfOf(place, post);
  const { title = '', type = 'conversation', tags = '' } = typed.fields;
  const props = {
    heading: t('discussions.edit_title'),
    action: `${linksOf(place, post.discussion.home, post.discussion).list}/posts/${post.id}/edit`,
    back: hrefOfPost(self, post),
    button: t('discussions.save'),
    errors,
    head: post.id === post.discussion.id ? { title, type, tags } : null,
    composer: {
      body: typed.body,
      once: '',
      draftKey: draftKey.edit(post.id),
      replyTo: null,
      attachments: typed.attachments,
      preview: typed.preview,
      draftAt: typed.draftAt ?? null,
    },
  };
  return page(request, reply, Write, props, inPlace(request, place, { title: props.heading, door: 'talk', status, noIndex: true }));
}

async function removePage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const post = await editablePost(request.ctx, place, idParam(request));
  const t = translator(request.ctx.viewer.language);
  const whole = post.id === post.discussion.id;
  const props = {
    whole,
    posts: post.discussion.post_count,
    html: post.html,
    action: request.url,
    back: hrefOfPost(selfOf(place, post), post),
  };
  const title = t(whole ? 'discussions.delete_whole_title' : 'discussions.delete_title');
  return page(request, reply, Remove, props, inPlace(request, place, { title, door: 'talk', noIndex: true }));
}

async function removePost(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const post = await editablePost(request.ctx, place, idParam(request));
  const { reason } = parseInput(removal, request.body ?? {});
  await remove(request.ctx, post, reason || null);
  flash(reply, 'discussions.deleted');
  const whole = post.id === post.discussion.id;
  const { list, self } = linksOf(place, post.discussion.home, post.discussion);
  return seeOther(reply, whole ? list : hrefOfPost(self, post));
}

async function restorePost(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const post = await readablePost(request.ctx, place, idParam(request));
  await restore(request.ctx, post);
  flash(reply, 'discussions.restored');
  return seeOther(reply, hrefOfPost(selfOf(place, post), post));
}

async function history(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const post = await readablePost(ctx, place, idParam(request));
  const t = translator(ctx.viewer.language);
  const props = { revisions: await historyOf(ctx, post), back: hrefOfPost(selfOf(place, post), post) };
  return page(request, reply, History, props, inPlace(request, place, { title: t('discussions.history_title'), door: 'talk', noIndex: true, about: { kind: post.id === post.discussion.id ? 'discussion' : 'reply', id: post.id, part: true } }));
}
