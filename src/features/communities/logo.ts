import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, notFound } from '#platform/errors.ts';
import { param } from '#platform/http/params.ts';
import { squareImage } from '#platform/images/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther } from '#ui/form.ts';
import { spaceFor, type SpaceFor } from './access.ts';
import { hrefOf, placeOf } from './frame.ts';
import { updateSpace } from './queries.ts';

const LOGO_PIXELS = 192;
const LARGEST = 5 * 1024 * 1024;

export function logoRoutes(app: FastifyInstance): void {
  app.post('/c/:community/settings/logo', upload);
  app.get('/c/:community/logo/:file', show);
}

async function upload(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'settings');
  const back = `${hrefOf(place.community)}/settings`;
  return attempt(
    request,
    async () => {
      const file = await request.file({ limits: { fileSize: LARGEST } });
      const bytes = await file?.toBuffer().catch(() => null);
      if (!bytes) throw invalidField('logo', 'communities.error.logo');
      await setLogo(request.ctx, space, bytes);
      flash(reply, 'communities.saved');
      return seeOther(reply, back);
    },
    () => {
      flash(reply, 'communities.error.logo', undefined, 'problem');
      return seeOther(reply, back);
    },
  );
}

/** Keeps a square picture as the community's logo. Throws when the bytes are no picture. */
export async function setLogo(ctx: Ctx, space: SpaceFor<'settings'>, bytes: Buffer): Promise<void> {
  const image = await squareImage(bytes, LOGO_PIXELS, 'contain').catch((cause: unknown) => {
    throw Object.assign(invalidField('logo', 'communities.error.logo'), { cause });
  });
  const key = `logos/${space.id}/${crypto.randomUUID()}.webp`;
  await ctx.services.blobs.write(key, image, 'image/webp');
  await transaction(ctx, async (ctx) => {
    await updateSpace(ctx.db, space, { logo_key: key });
    await announce(ctx, 'communities.changed', { communityId: space.community_id, spaceId: space.id });
  });
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { community } = await placeOf(request);
  const key = community.logo_key;
  if (!key || key.split('/').pop() !== param(request, 'file')) throw notFound();
  return reply
    .header('cache-control', community.visibility === 'public' ? 'public, max-age=31536000, immutable' : 'private, max-age=86400')
    .type('image/webp')
    .send(await request.ctx.services.blobs.read(key));
}
