import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { atom, tagUri, withAbsoluteLinks, type AtomFeed } from '#platform/text/atom.ts';
import { escapeHtml } from '#platform/text/escape.ts';
import { cacheKey } from '#ui/page-cache.ts';
import { baseUrl } from '../../config.ts';
import { hrefOfSpace, PLACES, placeOf } from '../communities/index.ts';
import { linksOf } from './links.ts';
import { latestTexts } from './queries.ts';
import { spaceIdsOf } from './reading/pages.ts';
import { TYPES } from './tables.ts';

const ENTRIES = 30;

export function feedPages(app: FastifyInstance): void {
  for (const at of PLACES) app.get(`${at}/news.atom`, feed);
}

/** All news, or those of one type (`?type=call`), of every room that the viewer may read. */
async function feed(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { ctx } = request;
  const { community, space } = place;
  const t = translator(community.language);
  const base = baseUrl(ctx.services.config);
  const type = TYPES.find((name) => name === query(request, 'type'));
  const rows = await latestTexts(ctx.db, { communityId: community.id, spaceIds: spaceIdsOf(place), types: type && [type], now: ctx.now, limit: ENTRIES });
  const href = `${base}${hrefOfSpace(place, space)}/news`;
  const what: AtomFeed = {
    id: tagUri(base, space.created_at, `space-${space.id}/news${type ? `/${type}` : ''}`),
    title: `${t(type ? `news.types.${type}` : 'news.title')} · ${space.name}`,
    subtitle: space.tagline,
    self: `${href}.atom${type ? `?type=${type}` : ''}`,
    href: type ? `${href}?type=${type}` : href,
    language: space.language,
    createdAt: space.created_at,
    entries: rows.map((row) => ({
      id: tagUri(base, community.created_at, `item-${community.id}-${row.id}`),
      title: row.type === 'news' ? row.title : `${t(`news.type.${row.type}`)}: ${row.title}`,
      href: base + linksOf(place, place.spaces.find((home) => home.id === row.space_id)!, row).self,
      publishedAt: row.published_at!,
      updatedAt: row.edited_at ?? row.published_at!,
      author: { name: row.credit ?? row.author_name ?? t('news.unknown'), href: row.credit || !row.author_handle ? null : `${base}/people/${row.author_handle}` },
      language: row.language,
      html: `<p>${escapeHtml(row.summary)}</p>${withAbsoluteLinks(row.html, base)}`,
    })),
  };
  const xml = atom(what);
  const etag = `W/"${createHash('sha1').update(xml).digest('base64url')}"`;
  const shared = ctx.viewer.personId === null;
  const headers = { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': shared ? 'no-cache' : 'private, no-cache', vary: 'accept-encoding, cookie', etag };
  const key = shared && cacheKey(request);
  if (key) request.server.pageCache.keep(key, { communityId: community.id, pulse: place.pulse, headers, etag, body: Buffer.from(xml) });
  reply.headers(headers);
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(xml);
}
