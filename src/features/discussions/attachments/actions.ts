import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Ctx } from '#platform/context.ts';
import type { UploadedFile } from '#platform/http/form.ts';
import { fittedImage } from '#platform/images/index.ts';
import type { Space } from '../../communities/index.ts';
import * as queries from './queries.ts';

const LARGE_PIXELS = 2400;
const PREVIEW_PIXELS = 800;
/** Pictures that are shown. Anything else, SVG above all, is a file to download. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/avif', 'image/heic', 'image/tiff']);

export interface Attached {
  id: number;
  name: string;
}

/** Keeps an uploaded file, loose until a post uses it. A picture is made smaller and loses its metadata. */
export async function attach(ctx: Ctx, space: Space, file: UploadedFile): Promise<Attached> {
  const key = `attachments/${space.community_id}/${crypto.randomUUID()}`;
  const kept = (PICTURES.has(file.mediaType) && (await keepPicture(ctx, key, file))) || (await keepPlain(ctx, key, file));
  const id = await queries.insertAttachment(ctx.db, {
    community_id: space.community_id,
    space_id: space.id,
    item_id: null,
    uploader_id: ctx.viewer.personId,
    alt: null,
    created_at: ctx.now,
    ...kept,
  });
  return { id, name: kept.name };
}

async function keepPlain({ services }: Ctx, key: string, file: UploadedFile) {
  const { size } = await stat(file.path);
  await services.blobs.write(key, createReadStream(file.path), file.mediaType);
  return { blob_key: key, name: file.name, media_type: file.mediaType, size, width: null, height: null, preview_key: null };
}

// A file that says it is a picture and cannot be read as one is kept as a plain file.
async function keepPicture({ services }: Ctx, key: string, file: UploadedFile) {
  const bytes = await readFile(file.path);
  const large = await fittedImage(bytes, LARGE_PIXELS).catch(() => null);
  if (!large) return null;
  const preview = await fittedImage(large.bytes, PREVIEW_PIXELS);
  await services.blobs.write(key, large.bytes, 'image/webp');
  await services.blobs.write(`${key}-preview`, preview.bytes, 'image/webp');
  return {
    blob_key: key,
    preview_key: `${key}-preview`,
    name: `${file.name.slice(0, file.name.length - extname(file.name).length)}.webp`,
    media_type: 'image/webp',
    size: large.bytes.length,
    width: preview.width,
    height: preview.height,
  };
}

/** Keeps bytes that came with an archived message as a file of its post, as they are. */
export async function keepFile(
  ctx: Ctx,
  space: Space,
  file: { name: string; mediaType: string; bytes: Buffer },
  of: { itemId: number; uploaderId: number | null; at: number },
): Promise<void> {
  const key = `attachments/${space.community_id}/${crypto.randomUUID()}`;
  await ctx.services.blobs.write(key, file.bytes, file.mediaType);
  await queries.insertAttachment(ctx.db, {
    community_id: space.community_id,
    space_id: space.id,
    item_id: of.itemId,
    uploader_id: of.uploaderId,
    blob_key: key,
    name: file.name,
    media_type: file.mediaType,
    size: file.bytes.length,
    width: null,
    height: null,
    preview_key: null,
    alt: null,
    created_at: of.at,
  });
}
