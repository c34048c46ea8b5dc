import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { filesOf, readForm } from '#platform/http/form.ts';
import { idParam, param } from '#platform/http/params.ts';
import { canOnceJoined, PLACES, placeOf } from '../../communities/index.ts';
import { readablePost, type ReadablePost } from '../access.ts';
import { attach } from './actions.ts';
import { attachmentById } from './queries.ts';

/** Shown in the page; everything else is only downloaded. */
const INLINE = new Set(['image/webp', 'application/pdf', 'audio/mpeg', 'video/mp4', 'text/plain']);

export function attachmentPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.post(`${at}/discussions/attachments`, upload);
    app.get(`${at}/discussions/posts/:id/files/:file/:name`, download);
  }
}

/** The composer sends files here while one still writes. */
async function upload(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  if (!canOnceJoined(ctx.viewer, place, 'contribute')) throw notAllowed(ctx.viewer);
  const files = filesOf(await readForm(request));
  if (files.length === 0) throw new Refusal('invalid', 'errors.no_file');
  const attached = await Promise.all(files.map((file) => attach(ctx, place.space, file)));
  return reply.code(201).send({ attachments: attached });
}

async function download(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const post = await readablePost(ctx, place, idParam(request));
  const file = await attachmentById(ctx.db, place.community.id, idParam(request, 'file'));
  if (!file || file.item_id !== post.id || post.deleted_at !== null) throw notFound();
  const preview = param(request, 'name') === 'preview.webp' && file.preview_key;
  const shown = preview || INLINE.has(file.media_type);
  return reply
    .headers({
      'content-type': preview ? 'image/webp' : shown ? file.media_type : 'application/octet-stream',
      'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cache-control': forEveryone(post) ? 'public, max-age=86400' : 'private, max-age=86400',
      'x-content-type-options': 'nosniff',
    })
    .send(await ctx.services.blobs.read(preview || file.blob_key));
}

// What a shared cache keeps must be readable by anyone: the community, and the room that the post stands in.
function forEveryone({ discussion: { place, home } }: ReadablePost): boolean {
  return place.community.visibility === 'public' && home.visibility === 'public';
}
