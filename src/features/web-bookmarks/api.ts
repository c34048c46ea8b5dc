import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { notFound } from '#platform/errors.ts';
import { idParam, param } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { apiRoute, linkNext } from '../api/index.ts';
import { personByHandle } from '../people/index.ts';
import * as actions from './actions.ts';
import { bookmarksOf, tagsOfBookmarks, type Shelf, type WebBookmark } from './queries.ts';

const answer = z.object({
  id: z.number().int(),
  url: z.string(),
  title: z.string(),
  note: z.string().nullable(),
  tags: z.array(z.string()),
  public: z.boolean(),
  created_at: z.iso.datetime(),
});
const list = z.object({ bookmarks: z.array(answer) });
/** As the form, with a yes or no where that has a box. */
const input = z
  .object({ url: z.string(), title: z.string().optional(), note: z.string().optional(), tags: z.array(z.string().max(60, 'errors.too_long')).max(20, 'errors.too_long').default([]), public: z.boolean().default(false) })
  .transform(({ tags, public: shown, ...rest }): z.input<typeof actions.newBookmark> => ({ ...rest, tags: tags.join(', '), ...(shown && { public: 'yes' }) }))
  .pipe(actions.newBookmark);
const paging = z.object({
  tag: z.string().max(60).optional(),
  before: z.string().regex(/^\d{1,15}\.\d{1,15}$/).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

function asAnswer({ id, url, title, note, public_at, created_at }: WebBookmark, tags: { bookmark_id: number; name: string }[]): z.input<typeof answer> {
  return { id, url, title, note, tags: tags.filter((tag) => tag.bookmark_id === id).map((tag) => tag.name), public: public_at !== null, created_at: new Date(created_at).toISOString() };
}

async function listed(request: FastifyRequest, reply: FastifyReply, shelf: Shelf, query: z.output<typeof paging>): Promise<z.input<typeof list>> {
  const [at, id] = (query.before ?? '').split('.').map(Number);
  const rows = await bookmarksOf(request.ctx.db, shelf, { tag: query.tag ?? null, before: query.before ? { at: at!, id: id! } : null, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  if (rows.length > shown.length && last) linkNext(request, reply, { before: `${last.created_at}.${last.id}` });
  const tags = await tagsOfBookmarks(request.ctx.db, shown.map((one) => one.id));
  return { bookmarks: shown.map((one) => asAnswer(one, tags)) };
}

async function one({ ctx }: FastifyRequest, id: number): Promise<z.input<typeof answer>> {
  return asAnswer(await actions.ownBookmark(ctx, id), await tagsOfBookmarks(ctx.db, [id]));
}

/** Pages of the web that people keep, for programs. */
export function webBookmarksApi(app: FastifyInstance): void {
  reading(app);
  writing(app);
  files(app);
}

function reading(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: '/me/web-bookmarks',
    summary: 'The pages of the web that I keep, the newest first',
    query: paging,
    answer: list,
    handle: async (request, { query }, reply) => listed(request, reply, { personId: actions.owner(request.ctx), own: true }, query),
  });
  apiRoute(app, {
    method: 'GET',
    path: '/people/:handle/web-bookmarks',
    summary: 'Those that somebody shows to everyone',
    query: paging,
    answer: list,
    async handle(request, { query }, reply) {
      const person = await personByHandle(request.ctx.db, param(request, 'handle'));
      if (!person) throw notFound();
      return listed(request, reply, { personId: person.id, own: false }, query);
    },
  });
}

function writing(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'POST',
    path: '/me/web-bookmarks',
    summary: 'Keep a page',
    body: input,
    status: 201,
    answer: z.object({ bookmark: answer }),
    handle: async (request, { body }) => ({ bookmark: await one(request, await actions.addBookmark(request.ctx, body)) }),
  });
  apiRoute(app, {
    method: 'PUT',
    path: '/me/web-bookmarks/:id',
    summary: 'Change what is kept of a page; what is left out is emptied',
    body: input,
    answer: z.object({ bookmark: answer }),
    async handle(request, { body }) {
      await actions.changeBookmark(request.ctx, await actions.ownBookmark(request.ctx, idParam(request)), body);
      return { bookmark: await one(request, idParam(request)) };
    },
  });
  apiRoute(app, {
    method: 'DELETE',
    path: '/me/web-bookmarks/:id',
    summary: 'Keep a page no longer',
    handle: async (request) => actions.removeBookmark(request.ctx, await actions.ownBookmark(request.ctx, idParam(request))),
  });
}

function files(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'POST',
    path: '/me/web-bookmarks/file',
    summary: 'Take in the bookmark file of a browser; what is kept already stays as it is',
    body: z.object({ file: z.string().max(8_000_000, 'errors.too_long'), public: z.boolean().default(false) }),
    answer: z.object({ added: z.number().int(), known: z.number().int(), refused: z.number().int() }),
    handle: ({ ctx }, { body }) => actions.importBookmarks(ctx, body.file, body.public),
  });
  apiRoute(app, {
    method: 'GET',
    path: '/me/web-bookmarks/file',
    summary: 'All of them as a file for a browser',
    answer: z.object({ file: z.string() }),
    handle: async ({ ctx }) => ({ file: await actions.exportBookmarks(ctx, translator(ctx.viewer.language)('web_bookmarks.title')) }),
  });
}
