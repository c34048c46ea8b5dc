import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Component } from 'svelte';
import type { Ctx } from '#platform/context.ts';
import { invalidField } from '#platform/errors.ts';
import { filesOf, readForm } from '#platform/http/form.ts';
import { idParam, parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { personAt, personById, type Person } from '../people/index.ts';
import * as actions from './actions.ts';
import { bookmarksOf, tagsOfBookmarks, tagsOfShelf, type Shelf } from './queries.ts';
import Edit from './views/Edit.svelte';
import Import from './views/Import.svelte';
import List from './views/List.svelte';
import Part from './views/Part.svelte';

const A_PAGE = 50;
const ON_PROFILE = 4;
const TAGS_SHOWN = 40;
/** What one sends of somebody, when one sends this page: what they show there. */
export const BOOKMARKS = 'web_bookmarks';
const ME = '/me/web-bookmarks';

export function bookmarkPages(app: FastifyInstance): void {
  app.get('/people/:handle/bookmarks', list);
  app.get(`${ME}/new`, (request, reply) => form(request, reply, null, { url: query(request, 'url') ?? '', title: query(request, 'title') ?? '' }, {}, 200));
  app.post(ME, add);
  app.get(`${ME}/:id/edit`, edit);
  app.post(`${ME}/:id`, change);
  app.post(`${ME}/:id/delete`, remove);
  app.get(`${ME}/import`, (request, reply) => importPage(request, reply, {}, 200));
  app.post(`${ME}/import`, takeIn);
  app.get(`${ME}/export`, giveOut);
}

const shelfOf = ({ viewer }: Ctx, person: Person): Shelf => ({ personId: person.id, own: viewer.personId === person.id });
const listOf = ({ viewer }: Ctx) => `/people/${viewer.handle}/bookmarks`;

/** A few on the person's page. */
export async function bookmarksPart(ctx: Ctx, person: Person) {
  const bookmarks = await bookmarksOf(ctx.db, shelfOf(ctx, person), { tag: null, before: null, limit: ON_PROFILE + 1 });
  if (bookmarks.length === 0 && ctx.viewer.personId !== person.id) return null;
  const props = { href: `/people/${person.handle}/bookmarks`, bookmarks: bookmarks.slice(0, ON_PROFILE), more: bookmarks.length > ON_PROFILE, own: ctx.viewer.personId === person.id };
  return { view: Part as Component<never>, props };
}

/** The list as the mail of whoever sends it shows it. */
export async function bookmarksTarget({ db, viewer }: Ctx, personId: number) {
  const person = await personById(db, personId);
  if (!person || person.former_since !== null) return null;
  return { title: translator(viewer.language)('web_bookmarks.of', { name: person.name }), href: `/people/${person.handle}/bookmarks`, text: '' };
}

async function list(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await personAt(request, reply);
  if (!person) return reply;
  const shelf = shelfOf(ctx, person);
  const tag = query(request, 'tag')?.slice(0, 60) ?? null;
  const [at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(query(request, 'before') ?? '')?.slice(1).map(Number) ?? [];
  const rows = await bookmarksOf(ctx.db, shelf, { tag, before: at === undefined ? null : { at, id: id! }, limit: A_PAGE + 1 });
  const shown = rows.slice(0, A_PAGE);
  const [used, tags] = await Promise.all([tagsOfBookmarks(ctx.db, shown.map((one) => one.id)), tagsOfShelf(ctx.db, shelf, TAGS_SHOWN)]);
  const href = `/people/${person.handle}/bookmarks`;
  const last = shown.at(-1);
  const older = rows.length > A_PAGE && last ? `${href}?${new URLSearchParams({ ...(tag && { tag }), before: `${last.created_at}.${last.id}` })}` : null;
  const bookmarks = shown.map((one) => ({ ...one, tags: used.filter((tag) => tag.bookmark_id === one.id) }));
  const title = translator(ctx.viewer.language)('web_bookmarks.of', { name: person.name });
  return page(request, reply, List, { person, own: shelf.own, href, bookmarks, tags, tag, older }, { title, noIndex: true, about: { kind: BOOKMARKS, id: person.id } });
}

function form(request: FastifyRequest, reply: FastifyReply, id: number | null, values: Record<string, string | null>, errors: FormErrors, status: number): FastifyReply {
  actions.owner(request.ctx);
  const title = translator(request.ctx.viewer.language)(id === null ? 'web_bookmarks.new' : 'web_bookmarks.edit');
  return page(request, reply, Edit, { id, title, values, errors, back: listOf(request.ctx) }, { title, status, noIndex: true });
}

async function add(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  actions.owner(request.ctx);
  return attempt(
    request,
    async () => {
      await actions.addBookmark(request.ctx, parseInput(actions.newBookmark, request.body));
      flash(reply, 'web_bookmarks.saved');
      return seeOther(reply, listOf(request.ctx));
    },
    (errors, status) => form(request, reply, null, typed(request) as Record<string, string>, errors, status),
  );
}

async function edit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const bookmark = await actions.ownBookmark(request.ctx, idParam(request));
  const tags = await tagsOfBookmarks(request.ctx.db, [bookmark.id]);
  const { url, title, note, public_at } = bookmark;
  return form(request, reply, bookmark.id, { url, title, note, tags: tags.map((tag) => tag.name).join(', '), public: public_at === null ? '' : 'yes' }, {}, 200);
}

async function change(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const bookmark = await actions.ownBookmark(request.ctx, idParam(request));
  return attempt(
    request,
    async () => {
      await actions.changeBookmark(request.ctx, bookmark, parseInput(actions.newBookmark, request.body));
      flash(reply, 'web_bookmarks.saved');
      return seeOther(reply, listOf(request.ctx));
    },
    (errors, status) => form(request, reply, bookmark.id, typed(request) as Record<string, string>, errors, status),
  );
}

async function remove(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await actions.removeBookmark(request.ctx, await actions.ownBookmark(request.ctx, idParam(request)));
  flash(reply, 'web_bookmarks.removed');
  return seeOther(reply, listOf(request.ctx));
}

function importPage(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): FastifyReply {
  actions.owner(request.ctx);
  const title = translator(request.ctx.viewer.language)('web_bookmarks.import');
  return page(request, reply, Import, { errors, back: listOf(request.ctx) }, { title, status, noIndex: true });
}

async function takeIn(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  actions.owner(request.ctx);
  return attempt(
    request,
    async () => {
      const uploaded = await readForm(request);
      const [file] = filesOf(uploaded);
      if (!file) throw invalidField('file', 'errors.no_file');
      const done = await actions.importBookmarks(request.ctx, (await readFile(file.path)).toString('utf8'), uploaded.fields.public === 'yes');
      flash(reply, 'web_bookmarks.imported', done);
      return seeOther(reply, listOf(request.ctx));
    },
    (errors, status) => importPage(request, reply, errors, status),
  );
}

async function giveOut(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const title = translator(request.ctx.viewer.language)('web_bookmarks.title');
  const file = await actions.exportBookmarks(request.ctx, title);
  // Never shown as a page of this site: it is made of what somebody else's pages are called.
  return reply
    .header('content-disposition', 'attachment; filename="bookmarks.html"')
    .header('cache-control', 'private, no-store')
    .type('text/html; charset=utf-8')
    .send(file);
}
