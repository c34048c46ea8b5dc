import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { idParam } from '#platform/http/params.ts';
import { apiRoute, linkNext } from '../api/index.ts';
import { placeOf } from '../communities/index.ts';
import { keep, ownerOf, remove, save } from './actions.ts';
import { asAnswer } from './export.ts';
import { deleteFolder, makeFolder, renameFolder, restoreFolder } from './folders/actions.ts';
import { listBookmarks } from './list.ts';
import { foldersOf } from './queries.ts';
import { folderName, keeping } from './schema.ts';

const folder = z.object({ id: z.number().int(), name: z.string() });
const bookmark = z.object({
  community_id: z.number().int(),
  item_id: z.number().int(),
  kind: z.string(),
  folder: folder.nullable(),
  note: z.string().nullable(),
  saved_at: z.iso.datetime(),
  /** null for what one may read no longer. */
  item: z.object({ title: z.string(), url: z.url(), author: z.string().nullable(), community: z.string(), language: z.string() }).nullable(),
});

/** One's bookmarks for programs. */
export function bookmarkApi(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: '/me/bookmarks',
    summary: 'My bookmarks, the newest first',
    query: z.object({
      folder: z.coerce.number().int().optional(),
      q: z.string().max(200).optional(),
      before: z.string().regex(/^\d{1,15}\.\d{1,15}$/).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    answer: z.object({ bookmarks: z.array(bookmark) }),
    async handle(request, { query }, reply) {
      const [at, id] = (query.before ?? '').split('.').map(Number);
      const before = query.before ? { at: at!, id: id! } : null;
      const { bookmarks, next } = await listBookmarks(request.ctx, { folder: query.folder ?? null, text: query.q ?? null, before, limit: query.limit });
      if (next) linkNext(request, reply, { before: `${next.at}.${next.id}` });
      return { bookmarks: bookmarks.map((one) => asAnswer(request.ctx, one)) };
    },
  });
  apiRoute(app, {
    method: 'PUT',
    path: '/communities/:community/bookmarks/:id',
    summary: 'Save an item for later, with a note and a folder if one likes',
    body: keeping,
    async handle(request, { body }) {
      const place = await placeOf(request);
      const id = idParam(request);
      await save(request.ctx, place, id);
      if (body.note !== undefined || body.folder !== undefined) await keep(request.ctx, place.community.id, id, body);
    },
  });
  apiRoute(app, {
    method: 'DELETE',
    path: '/communities/:community/bookmarks/:id',
    summary: 'Remove a bookmark',
    async handle(request) {
      await remove(request.ctx, (await placeOf(request)).community.id, idParam(request));
    },
  });
  folders(app);
}

function folders(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: '/me/bookmark-folders',
    summary: 'My folders of bookmarks',
    answer: z.object({ folders: z.array(folder.extend({ count: z.number().int() })) }),
    async handle({ ctx }) {
      const rows = await foldersOf(ctx.db, { personId: ownerOf(ctx) });
      return { folders: rows.map(({ id, name, count }) => ({ id, name, count: count ?? 0 })) };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: '/me/bookmark-folders',
    summary: 'Make a folder',
    body: folderName,
    status: 201,
    answer: z.object({ folder }),
    handle: async ({ ctx }, { body: { name } }) => ({ folder: { id: await makeFolder(ctx, name), name } }),
  });
  apiRoute(app, {
    method: 'PATCH',
    path: '/me/bookmark-folders/:id',
    summary: 'Rename a folder',
    body: folderName,
    handle: (request, { body }) => renameFolder(request.ctx, idParam(request), body.name),
  });
  apiRoute(app, {
    method: 'DELETE',
    path: '/me/bookmark-folders/:id',
    summary: 'Delete a folder; what it held stays',
    handle: (request) => deleteFolder(request.ctx, idParam(request)),
  });
  apiRoute(app, {
    method: 'POST',
    path: '/me/bookmark-folders/:id/restore',
    summary: 'Bring back a folder deleted in the last day',
    handle: (request) => restoreFolder(request.ctx, idParam(request)),
  });
}
