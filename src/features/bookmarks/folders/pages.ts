import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { idParam, parseInput } from '#platform/http/params.ts';
import { attempt, seeOther } from '#ui/form.ts';
import { flash } from '#ui/flash.ts';
import { ownerOf } from '../actions.ts';
import { BOOKMARKS, list } from '../pages.ts';
import { folderName } from '../schema.ts';
import { deleteFolder, makeFolder, renameFolder, restoreFolder } from './actions.ts';

export function folderPages(app: FastifyInstance): void {
  app.post(`${BOOKMARKS}/folders`, make);
  app.post(`${BOOKMARKS}/folders/:id`, rename);
  app.post(`${BOOKMARKS}/folders/:id/delete`, takeAway);
  app.post(`${BOOKMARKS}/folders/:id/restore`, restore);
}

async function make(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  ownerOf(request.ctx);
  return attempt(
    request,
    async () => {
      const id = await makeFolder(request.ctx, parseInput(folderName, request.body).name);
      return seeOther(reply, `${BOOKMARKS}?folder=${id}`);
    },
    (errors, status) => list(request, reply, errors, status),
  );
}

async function rename(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  ownerOf(request.ctx);
  const id = idParam(request);
  return attempt(
    request,
    async () => {
      await renameFolder(request.ctx, id, parseInput(folderName, request.body).name);
      flash(reply, 'bookmarks.changed');
      return seeOther(reply, `${BOOKMARKS}?folder=${id}`);
    },
    ({ name, ...errors }, status) => list(request, reply, { ...errors, ...(name && { '': name }) }, status),
  );
}

async function takeAway(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const id = idParam(request);
  await deleteFolder(request.ctx, id);
  return seeOther(reply, `${BOOKMARKS}?undo_folder=${id}`);
}

async function restore(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const id = idParam(request);
  await restoreFolder(request.ctx, id);
  return seeOther(reply, `${BOOKMARKS}?folder=${id}`);
}
