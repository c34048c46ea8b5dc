import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asId, parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { flash } from '#ui/flash.ts';
import { page } from '#ui/page.ts';
import { addMyPage } from '#ui/sections.ts';
import { placeOf } from '../communities/index.ts';
import { keep, ownerOf, putBack, readableItem, remove, save } from './actions.ts';
import { asJson, asMarkdown } from './export.ts';
import { listBookmarks } from './list.ts';
import { foldersOf } from './queries.ts';
import { changing, saving } from './schema.ts';
import List from './views/List.svelte';

const A_PAGE = 30;
export const BOOKMARKS = '/me/bookmarks';

export function bookmarkPages(app: FastifyInstance): void {
  addMyPage({ label: 'bookmarks.title', path: BOOKMARKS, order: 30 });
  app.post('/c/:community/bookmarks', saveOrRemove);
  app.get(BOOKMARKS, (request, reply) => list(request, reply, {}, 200));
  app.post(BOOKMARKS, change);
  app.get(`${BOOKMARKS}.json`, exportJson);
  app.get(`${BOOKMARKS}.md`, exportMarkdown);
}

/** One step beside an item, and back to it. */
async function saveOrRemove(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  ownerOf(ctx);
  const { item, do: what } = parseInput(saving, request.body);
  if (what === 'remove') {
    await remove(ctx, place.community.id, item);
    flash(reply, 'bookmarks.removed');
    return seeOther(reply, (await readableItem(ctx, place, item))?.found.href ?? BOOKMARKS);
  }
  const href = await save(ctx, place, item);
  flash(reply, 'bookmarks.saved');
  return seeOther(reply, href);
}

export async function list(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  const t = translator(ctx.viewer.language);
  const folders = await foldersOf(ctx.db, { personId: ownerOf(ctx) });
  const folder = folders.find(({ id }) => id === asId(query(request, 'folder'))) ?? null;
  const text = query(request, 'q')?.slice(0, 200) ?? null;
  const [at, id] = (query(request, 'before') ?? '').split('.').map(Number);
  const before = Number.isSafeInteger(at) && Number.isSafeInteger(id) ? { at: at!, id: id! } : null;
  const { bookmarks, next } = await listBookmarks(ctx, { folder: folder?.id ?? null, text, before, limit: A_PAGE });
  const older = new URLSearchParams({ ...(folder && { folder: String(folder.id) }), ...(text && { q: text }), ...(next && { before: `${next.at}.${next.id}` }) });
  const props = {
    bookmarks,
    folders,
    folder,
    text,
    older: next ? `?${older}` : null,
    errors,
    typed: status === 200 ? {} : (typed(request) as Record<string, string>),
    undo: { bookmark: undoOf(query(request, 'undo')), folder: asId(query(request, 'undo_folder')) },
  };
  return page(request, reply, List, props, { title: folder?.name ?? t('bookmarks.title'), status, noIndex: true });
}

function undoOf(text: string | null): { community: number; item: number } | null {
  const [, community, item] = /^(\d{1,15})\.(\d{1,15})$/.exec(text ?? '') ?? [];
  return item ? { community: Number(community), item: Number(item) } : null;
}

/** Note and folder of a bookmark, or away with it. */
async function change(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  ownerOf(ctx);
  return attempt(
    request,
    async () => {
      const { community, item, do: what, ...input } = parseInput(changing, request.body);
      if (what === 'remove') {
        await remove(ctx, community, item);
        return seeOther(reply, `${BOOKMARKS}?undo=${community}.${item}`);
      }
      if (what === 'restore') await putBack(ctx, community, item);
      else await keep(ctx, community, item, input);
      flash(reply, 'bookmarks.changed');
      return seeOther(reply, BOOKMARKS);
    },
    (errors, status) => list(request, reply, errors, status),
  );
}

async function exportJson(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  ownerOf(request.ctx);
  return download(reply, 'application/json; charset=utf-8', 'bookmarks.json', asJson(request.ctx));
}

async function exportMarkdown(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  ownerOf(ctx);
  const t = translator(ctx.viewer.language);
  return download(reply, 'text/markdown; charset=utf-8', 'bookmarks.md', asMarkdown(ctx, { title: t('bookmarks.title'), gone: t('bookmarks.gone') }));
}

function download(reply: FastifyReply, type: string, name: string, parts: AsyncGenerator<string>): FastifyReply {
  const headers = { 'content-type': type, 'content-disposition': `attachment; filename=${name}`, 'cache-control': 'private, no-store' };
  return reply.headers(headers).send(Readable.from(parts));
}
