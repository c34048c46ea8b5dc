import { readFile } from 'node:fs/promises';
import type { Ctx } from '#platform/context.ts';
import { invalidField } from '#platform/errors.ts';
import type { UploadedFile } from '#platform/http/form.ts';
import { fittedImage } from '#platform/images/index.ts';
import type { Space } from '../communities/index.ts';
import { insertPicture } from './writing/queries.ts';

const PIXELS = 1600;
const PREVIEW_PIXELS = 640;

/** Keeps a picture, loose until a post uses it: smaller, without what it tells of device and place. */
export async function keepPicture(ctx: Ctx, space: Space, file: UploadedFile): Promise<number> {
  const bytes = await readFile(file.path);
  const large = await fittedImage(bytes, PIXELS).catch(() => null);
  if (!large) throw invalidField('picture', 'news.error.picture');
  const preview = await fittedImage(large.bytes, PREVIEW_PIXELS);
  const key = `attachments/${space.community_id}/${crypto.randomUUID()}`;
  await ctx.services.blobs.write(key, large.bytes, 'image/webp');
  await ctx.services.blobs.write(`${key}-preview`, preview.bytes, 'image/webp');
  return insertPicture(ctx.db, {
    community_id: space.community_id,
    space_id: space.id,
    item_id: null,
    uploader_id: ctx.viewer.personId,
    blob_key: key,
    preview_key: `${key}-preview`,
    name: file.name.replace(/\.\w+$/, '.webp'),
    media_type: 'image/webp',
    size: large.bytes.length,
    width: large.width,
    height: large.height,
    alt: null,
    created_at: ctx.now,
  });
}
