import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createContext, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { idParam, query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import type { LiveMessage } from '#platform/live/index.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { PLACES, placeOf, readablePlace } from '../../communities/index.ts';
import { viewerOfId } from '../../people/index.ts';
import { readableDiscussion, type ReadableDiscussion } from '../access.ts';
import { linksOf, pageOf } from '../links.ts';
import { Streams, type Stream } from './streams.ts';

/** What a list moves for; reactions and edits stay where they are. */
const MOVING = new Set(['discussions.started', 'discussions.replied']);
const OWN = new Set(['discussions.replied', 'discussions.reacted', 'discussions.unreacted']);

export function livePages(app: FastifyInstance): void {
  const streams = new Streams(app);
  for (const at of PLACES) {
    app.get(`${at}/discussions/live`, { exposeHeadRoute: false }, (request, reply) => listenToSpace(streams, request, reply));
    app.get(`${at}/discussions/:id/live`, { exposeHeadRoute: false }, (request, reply) => listenToDiscussion(streams, request, reply));
  }
}

/** Who the viewer is by now: rights may have changed since the page was opened. */
async function anew({ services, viewer }: Ctx): Promise<Ctx> {
  const now = viewer.personId === null ? viewer : ((await viewerOfId(services, viewer.personId)) ?? ANONYMOUS);
  return createContext(services, { ...now, language: viewer.language });
}

/** Tells only what the viewer may still read at that moment; when that is nothing any more, the page is left alone. */
function tellReadable(request: FastifyRequest, stream: Stream, tell: () => Promise<void>): void {
  tell().catch((error: unknown) => {
    if (!(error instanceof Refusal)) request.log.error({ err: error }, 'a live message could not be told');
    stream.end();
  });
}

async function listenToDiscussion(streams: Streams, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { id } = await readableDiscussion(request.ctx, place, idParam(request));
  const shown = Number(query(request, 'after')) || 0;
  const known = Number(query(request, 'of')) || 0;
  // Before the last page, what it does not show was there already: what comes is counted from then on.
  const after = pageOf(known) > pageOf(shown) ? known : shown;
  const t = translator(request.ctx.viewer.language);
  const { community, room } = request.params as Record<string, string>;
  async function readAnew() {
    const ctx = await anew(request.ctx);
    return { ctx, now: await readableDiscussion(ctx, await readablePlace(ctx, community!, room ?? null), id) };
  }
  let told = 0;
  function tellReplies(stream: Stream, now: ReadableDiscussion): void {
    const n = now.post_count - after;
    if (n > 0 && n !== told) stream.send('replied', { n, text: t('discussions.arrived', { n }), href: `${linksOf(now.place, now.home, now).self}?post=${after + 1}` });
    told = n;
  }
  const line = streams.start(request, reply, (stream, { channel, data }) => {
    if (data.discussionId !== id || data.communityId !== place.community.id) return;
    tellReadable(request, stream, async () => {
      const { ctx, now } = await readAnew();
      // One's own acts are on the page already.
      if (OWN.has(channel) && data.authorId === ctx.viewer.personId && ctx.viewer.personId !== null) return;
      if (channel === 'discussions.replied') tellReplies(stream, now);
      else stream.send('changed', { id: data.itemId ?? null });
    });
  });
  // What came between the page and its line, or while the line was down.
  if (known > 0)
    tellReadable(request, line, async () => {
      const { now } = await readAnew();
      if (now.post_count > known) tellReplies(line, now);
    });
  return reply;
}

async function listenToSpace(streams: Streams, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const t = translator(request.ctx.viewer.language);
  const shown = new Set(place.room ? [place.room.id] : place.spaces.map((space) => space.id));
  const moved = new Set<unknown>();
  const { community, room } = request.params as Record<string, string>;
  streams.start(request, reply, (stream, message) => {
    const { channel, data } = message;
    if (data.communityId !== place.community.id || !moves(message, shown)) return;
    const own = data.authorId === request.ctx.viewer.personId && data.authorId !== null;
    if (own && MOVING.has(channel)) return;
    tellReadable(request, stream, async () => {
      const ctx = await anew(request.ctx);
      const { spaces } = await readablePlace(ctx, community!, room ?? null);
      if (!MOVING.has(channel)) return stream.end();
      if (!spaces.some((space) => space.id === data.spaceId)) return;
      moved.add(data.discussionId);
      stream.send('moved', { n: moved.size, text: t('discussions.list_moved', { n: moved.size }) });
    });
  });
  return reply;
}

// Changes of the spaces shown, such as who may read them, are looked at too; those of others are nobody's business here.
function moves({ channel, data }: LiveMessage, spaces: Set<number>): boolean {
  if (channel.startsWith('communities.') && ![undefined, data.communityId].includes(data.spaceId) && !spaces.has(data.spaceId as number)) return false;
  if (channel.startsWith('communities.')) return channel !== 'communities.joined' && channel !== 'communities.left';
  return MOVING.has(channel) && spaces.has(data.spaceId as number);
}
