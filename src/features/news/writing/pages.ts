import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { invalidField, notFound, Refusal } from '#platform/errors.ts';
import { filesOf, readForm, type Form } from '#platform/http/form.ts';
import { idParam, param, parseInput } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { onceKey } from '#platform/once/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { canFacilitate, hrefOfSpace, inPlace, PLACES, placeOf, spaceFor, type RequestPlace, type Space } from '../../communities/index.ts';
import { revisionsOf, tagsOf } from '../../items/index.ts';
import { writtenLanguages } from '../../people/index.ts';
import { editableNews, POST, readableNews, type EditableNews } from '../access.ts';
import { asHtml } from '../compose.ts';
import { discuss } from '../discuss.ts';
import { linksOf } from '../links.ts';
import { asMoments, asTyped } from '../moments.ts';
import { keepPicture } from '../picture.ts';
import { unpublishedNews } from '../queries.ts';
import { newsPage } from '../reading/post.ts';
import { linesOf } from '../rows.ts';
import { newsInput } from '../schema.ts';
import Drafts from '../views/Drafts.svelte';
import History from '../views/History.svelte';
import type { Typed } from '../views/props.ts';
import Write from '../views/Write.svelte';
import { draft, edit, pin, release, remove, restore, unschedule } from './actions.ts';
import { pictureById } from './queries.ts';

const MOST_DRAFTS = 100;

export function writingPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/news/new`, newPage);
    app.get(`${at}/news/drafts`, drafts);
    app.post(`${at}/news`, create);
    app.get(`${at}/news/:id/edit`, editPage);
    app.post(`${at}/news/:id/edit`, save);
    app.post(`${at}/news/:id/state`, changeState);
    app.post(`${at}/news/:id/discuss`, startDiscussion);
    app.get(`${at}/news/:id/history`, history);
    app.get(`${at}/news/:id/picture/:file/:name`, picture);
  }
}

async function newPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, POST);
  return writeForm(request, reply, place, null, { type: 'news', language: space.language }, {}, 200);
}

async function drafts(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { db, viewer } = request.ctx;
  const space = spaceFor(request.ctx, place, POST);
  const rows = await unpublishedNews(db, place.community.id, space.id, canFacilitate(viewer, space) ? null : viewer.personId, MOST_DRAFTS);
  const list = `${hrefOfSpace(place, space)}/news`;
  const title = translator(viewer.language)('news.drafts');
  const crumbs = [{ href: list, label: translator(viewer.language)('news.title') }];
  return page(request, reply, Drafts, { list, rows: linesOf(place, rows) }, inPlace(request, place, { title, door: 'talk', crumbs, noIndex: true }));
}

async function create(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, POST);
  return write(request, reply, place, null, async (input, fields) => {
    const made = await draft(request.ctx, { ...place, space }, input, fields.once || null);
    return editableNews(request.ctx, place, made.id);
  });
}

async function editPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const post = await editableNews(request.ctx, place, idParam(request));
  const tags = await tagsOf(request.ctx.db, post.community_id, [post.id]);
  const { type, title, summary, body, credit, language, place: where, link, picture_id, picture_alt } = post;
  const texts = { type, title, summary, body, credit: credit ?? '', language, place: where ?? '', link: link ?? '', tags: tags.map(({ name }) => name).join(', ') };
  const typed = { ...texts, ...asTyped(post, request.ctx.viewer.timeZone), picture_id: String(picture_id ?? ''), alt: picture_alt ?? '' };
  return writeForm(request, reply, place, post, typed, {}, 200);
}

async function save(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const post = await editableNews(request.ctx, place, idParam(request));
  return write(request, reply, place, post, async (input) => {
    await edit(request.ctx, post, input);
    return editableNews(request.ctx, place, post.id);
  });
}

type Keep = (input: ReturnType<typeof newsInput.parse>, fields: Typed) => Promise<EditableNews>;

/** Reads the form, keeps what was written, and does with it what was asked for: leave it a draft, or publish it now or later. */
async function write(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, post: EditableNews | null, keep: Keep): Promise<FastifyReply> {
  const { ctx } = request;
  const form = await readForm(request);
  let fields = single(form);
  return attempt(
    request,
    async () => {
      fields = await withPicture(request, post?.home ?? place.space, form, fields);
      if (fields.do === 'preview') return writeForm(request, reply, place, post, fields, {}, 200, await asHtml(ctx, fields.body ?? ''));
      const input = parseInput(newsInput, asMoments(fields, ctx.viewer.timeZone));
      const kept = await keep(input, fields);
      flash(reply, await settle(request, kept, fields.do, input.publish_at));
      return seeOther(reply, linksOf(place, kept.home, kept).self);
    },
    (errors, status) => writeForm(request, reply, place, post, fields, errors, status),
  );
}

/** Answers the text that says what became of a post. */
async function settle({ ctx }: FastifyRequest, post: EditableNews, wish: string | undefined, at: number | null): Promise<string> {
  if (post.published_at !== null) return 'news.saved';
  if (wish !== 'publish') {
    await unschedule(ctx, post);
    return 'news.kept';
  }
  try {
    await release(ctx, post, at);
    return at !== null && at > ctx.now ? 'news.scheduled' : 'news.published';
  } catch (error) {
    // What waits for a moderator is kept as a draft until then.
    if (error instanceof Refusal && error.code === 'held') return error.message;
    throw error;
  }
}

const single = ({ fields }: Form): Typed => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value].flat()[0] ?? '']));

/** Keeps a picture that came with the form, so that a refusal loses nothing. */
async function withPicture({ ctx }: FastifyRequest, space: Space, form: Form, fields: Typed): Promise<Typed> {
  const [file, ...more] = filesOf(form);
  if (more.length > 0) throw invalidField('picture', 'news.error.picture');
  if (file) return { ...fields, picture_id: String(await keepPicture(ctx, space, file)) };
  return fields.without_picture ? { ...fields, picture_id: '', alt: '' } : fields;
}

function writeForm(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, post: EditableNews | null, typed: Typed, errors: FormErrors, status: number, preview: string | null = null): FastifyReply {
  const { viewer } = request.ctx;
  const t = translator(viewer.language);
  const list = `${hrefOfSpace(place, post?.home ?? place.space)}/news`;
  const heading = t(post ? 'news.edit' : 'news.new');
  const props = {
    heading,
    action: post ? `${list}/${post.id}/edit` : list,
    back: post ? linksOf(place, post.home, post).self : list,
    typed: { once: onceKey(), ...typed },
    languages: writtenLanguages(viewer.language, typed.language ?? place.space.language),
    timeZone: viewer.timeZone,
    published: post !== null && post.published_at !== null,
    preview,
    errors,
  };
  return page(request, reply, Write, props, inPlace(request, place, { title: heading, door: 'talk', status, noIndex: true, crumbs: [{ href: list, label: t('news.title') }] }));
}

const STATES: Record<string, { to: (ctx: FastifyRequest['ctx'], post: EditableNews) => Promise<void>; say: string }> = {
  pin: { to: (ctx, post) => pin(ctx, post, true), say: 'news.pinned' },
  unpin: { to: (ctx, post) => pin(ctx, post, false), say: 'news.unpinned' },
  delete: { to: remove, say: 'news.deleted' },
  restore: { to: restore, say: 'news.restored' },
};

async function changeState(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const post = await editableNews(request.ctx, place, idParam(request));
  const state = STATES[(request.body as { do?: string } | undefined)?.do ?? ''];
  if (!state) throw new Refusal('invalid', 'errors.invalid');
  await state.to(request.ctx, post);
  flash(reply, state.say);
  return seeOther(reply, linksOf(place, post.home, post).self);
}

async function startDiscussion(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const post = await readableNews(request.ctx, place, idParam(request));
  const { words = '', once = '' } = (request.body ?? {}) as Record<string, string>;
  return attempt(
    request,
    async () => {
      if (words.length > 20_000) throw invalidField('words', 'errors.too_long');
      return seeOther(reply, (await discuss(request.ctx, post, { text: words.trim() }, { onceKey: once || null })).href);
    },
    (errors, status) => newsPage(request, reply, place, post, { words, errors, status }),
  ).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'held') throw error;
    flash(reply, error.message);
    return seeOther(reply, linksOf(place, post.home, post).self);
  });
}

async function history(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const post = await readableNews(request.ctx, place, idParam(request));
  const title = translator(request.ctx.viewer.language)('news.history');
  const props = { revisions: await revisionsOf(request.ctx.db, post.community_id, post.id), title: post.title, back: linksOf(place, post.home, post).self };
  return page(request, reply, History, props, inPlace(request, place, { title, door: 'talk', noIndex: true, about: { kind: 'news', id: post.id, part: true } }));
}

/** The picture of a post, for whoever may read the post. */
async function picture(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const post = await readableNews(ctx, place, idParam(request));
  const file = await pictureById(ctx.db, post.community_id, idParam(request, 'file'));
  if (!file || file.id !== post.picture_id) throw notFound();
  const everyone = place.community.visibility === 'public' && post.home.visibility === 'public' && post.published_at !== null && post.deleted_at === null;
  return reply
    .headers({ 'content-type': 'image/webp', 'cache-control': `${everyone ? 'public' : 'private'}, max-age=86400`, 'x-content-type-options': 'nosniff' })
    .send(await ctx.services.blobs.read(param(request, 'name') === 'preview.webp' && file.preview_key ? file.preview_key : file.blob_key));
}
