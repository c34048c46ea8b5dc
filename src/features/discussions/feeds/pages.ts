import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { idParam } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { cacheKey } from '#ui/page-cache.ts';
import { baseUrl } from '../../../config.ts';
import { hrefOfSpace, PLACES, placeOf, type RequestPlace } from '../../communities/index.ts';
import { readableDiscussion } from '../access.ts';
import { hrefOfPost, linksOf } from '../links.ts';
import { atom, tagUri, withAbsoluteLinks, type AtomEntry, type AtomFeed } from '#platform/text/atom.ts';
import { newestDiscussions, newestPosts } from './queries.ts';

const ENTRIES = 30;

export function feedPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/discussions.atom`, spaceFeed);
    app.get(`${at}/discussions/:id.atom`, discussionFeed);
  }
}

/** What was started here, and in every room that the viewer may read. */
async function spaceFeed(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { community, space, room, spaces } = place;
  const t = translator(community.language);
  const base = baseUrl(request.ctx.services.config);
  const list = `${base}${hrefOfSpace(place, space)}/discussions`;
  const rows = await newestDiscussions(request.ctx.db, community.id, room ? [room.id] : spaces.map((s) => s.id), ENTRIES);
  const entries = rows.map((row) => {
    const home = spaces.find((s) => s.id === row.space_id)!;
    const href = base + linksOf(place, home, row).self;
    return entry({ ...row, base, since: community.created_at, communityId: community.id, href, fallback: t('discussions.unknown') });
  });
  const title = `${t('discussions.title')} · ${space.name}`;
  const id = tagUri(base, space.created_at, `space-${space.id}/discussions`);
  const feed = { id, title, subtitle: space.tagline, self: `${list}.atom`, href: list, language: space.language, createdAt: space.created_at, entries };
  return answer(request, reply, place, feed);
}

/** What is said in one discussion. */
async function discussionFeed(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const discussion = await readableDiscussion(request.ctx, place, idParam(request));
  const { community } = place;
  const t = translator(community.language);
  const base = baseUrl(request.ctx.services.config);
  const { self } = linksOf(place, discussion.home, discussion);
  const { title, language } = discussion;
  const entries = (await newestPosts(request.ctx.db, community.id, discussion.id, ENTRIES)).map((post) => {
    const href = base + hrefOfPost(self, post);
    const titled = post.number === 1 ? title : t('discussions.feed_reply', { title });
    return entry({ ...post, title: titled, language, base, since: community.created_at, communityId: community.id, href, fallback: t('discussions.unknown') });
  });
  const href = base + self;
  const id = tagUri(base, community.created_at, `item-${community.id}-${discussion.id}/posts`);
  const feed = { id, title, subtitle: discussion.home.name, self: `${href}.atom`, href, language, createdAt: discussion.created_at, entries };
  return answer(request, reply, place, feed);
}

interface EntryRow {
  id: number;
  title: string;
  language: string;
  html: string;
  created_at: number;
  edited_at: number | null;
  author_name: string | null;
  author_handle: string | null;
}

function entry(row: EntryRow & { base: string; since: number; communityId: number; href: string; fallback: string }): AtomEntry {
  const { base, author_handle: handle } = row;
  return {
    id: tagUri(base, row.since, `item-${row.communityId}-${row.id}`),
    title: row.title,
    href: row.href,
    publishedAt: row.created_at,
    updatedAt: row.edited_at ?? row.created_at,
    author: { name: row.author_name ?? row.fallback, href: handle && `${base}/people/${handle}` },
    language: row.language,
    html: withAbsoluteLinks(row.html, base),
  };
}

/** Kept for everyone where everyone may read it; others are asked to check whether it changed. */
function answer(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, feed: AtomFeed): FastifyReply {
  const xml = atom(feed);
  const etag = `W/"${createHash('sha1').update(xml).digest('base64url')}"`;
  const headers = {
    'content-type': 'application/atom+xml; charset=utf-8',
    'cache-control': request.ctx.viewer.personId === null ? 'no-cache' : 'private, no-cache',
    vary: 'accept-encoding, cookie',
    etag,
  };
  const key = cacheKey(request);
  if (key) request.server.pageCache.keep(key, { communityId: place.community.id, pulse: place.pulse, headers, etag, body: Buffer.from(xml) });
  reply.headers(headers);
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(xml);
}
