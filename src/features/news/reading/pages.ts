import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { idParam, query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { can, hrefOfSpace, inPlace, PLACES, placeOf, type RequestPlace } from '../../communities/index.ts';
import { seeItem } from '../../notifications/index.ts';
import { POST, readableNews } from '../access.ts';
import { choicesOf } from '../choices/queries.ts';
import { linksOf } from '../links.ts';
import { spanOf } from '../moments.ts';
import { latestNews, monthsOf } from '../queries.ts';
import { linesOf } from '../rows.ts';
import { TYPES, type NewsType } from '../tables.ts';
import Archive from '../views/Archive.svelte';
import List from '../views/List.svelte';
import { asMarkdown } from './markdown.ts';
import { newsPage } from './post.ts';

const A_PAGE = 20;
const MOST_PINNED = 3;

export function readingPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/news`, list);
    app.get(`${at}/news/archive`, archive);
    app.get(`${at}/news/:id`, show);
    app.get(`${at}/news/:id.md`, markdown);
  }
}

export const spaceIdsOf = ({ room, spaces }: RequestPlace) => (room ? [room.id] : spaces.map((space) => space.id));

export function beforeOf(request: FastifyRequest): { at: number; id: number } | undefined {
  const [at, id] = (query(request, 'before') ?? '').split('.').map(Number);
  return Number.isSafeInteger(at) && Number.isSafeInteger(id) ? { at: at!, id: id! } : undefined;
}

export const feedOf = (request: FastifyRequest, list: string, type: NewsType | null) => {
  const t = translator(request.ctx.viewer.language);
  return [{ href: `${list}.atom${type ? `?type=${type}` : ''}`, title: t(type ? `news.types.${type}` : 'news.feed'), type: 'application/atom+xml' }];
};

async function list(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { viewer, db, now } = request.ctx;
  const t = translator(viewer.language);
  const type = TYPES.find((name) => name === query(request, 'type')) ?? null;
  const chosen = viewer.personId === null ? null : await choicesOf(db, place.community.id, viewer.personId);
  const types = type ? [type] : TYPES.filter((name) => !chosen?.muted.includes(name));
  const before = beforeOf(request);
  const wanted = { communityId: place.community.id, spaceIds: spaceIdsOf(place), types, now };
  const found = types.length === 0 ? [] : await latestNews(db, { ...wanted, before, limit: A_PAGE + 1 });
  const pinned = before || found.length === 0 ? [] : await latestNews(db, { ...wanted, pinned: true, limit: MOST_PINNED });
  const shown = found.slice(0, A_PAGE);
  const last = shown.at(-1);
  const at = `${hrefOfSpace(place, place.space)}/news`;
  const search = new URLSearchParams({ ...(type && { type }), before: last ? `${last.published_at}.${last.id}` : '' });
  const props = {
    list: at,
    rows: linesOf(place, [...pinned, ...shown.filter((row) => !pinned.some(({ id }) => id === row.id))]),
    older: found.length > shown.length ? `?${search}` : null,
    type,
    chosen,
    canPost: can(viewer, place.space, POST),
  };
  return page(request, reply, List, props, inPlace(request, place, { title: t('news.title'), door: 'talk', feeds: feedOf(request, at, type) }));
}

async function archive(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { db, viewer } = request.ctx;
  const t = translator(viewer.language);
  const wanted = { communityId: place.community.id, spaceIds: spaceIdsOf(place) };
  const months = (await monthsOf(db, wanted.communityId, wanted.spaceIds)).map(({ month, count }) => ({ month, count: Number(count) }));
  const asked = query(request, 'month');
  const month = asked && spanOf(asked) ? asked : (months[0]?.month ?? null);
  const before = beforeOf(request);
  const found = month === null ? [] : await latestNews(db, { ...wanted, now: null, span: spanOf(month)!, before, limit: A_PAGE + 1 });
  const shown = found.slice(0, A_PAGE);
  const last = shown.at(-1);
  const at = `${hrefOfSpace(place, place.space)}/news`;
  const older = found.length > shown.length ? `?${new URLSearchParams({ month: month!, before: `${last!.published_at}.${last!.id}` })}` : null;
  const props = { list: at, months, month, rows: linesOf(place, shown), older };
  const options = { title: t('news.archive'), door: 'talk' as const, crumbs: [{ href: at, label: t('news.title') }], canonical: month ? `${at}/archive?month=${month}` : `${at}/archive`, feeds: feedOf(request, at, null) };
  return page(request, reply, Archive, props, inPlace(request, place, options));
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const post = await readableNews(request.ctx, place, idParam(request));
  const { self } = linksOf(place, post.home, post);
  if (request.url.split('?')[0] !== self) return reply.redirect(self);
  await seeItem(request.ctx, post.community_id, post.id);
  return newsPage(request, reply, place, post);
}

async function markdown(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const post = await readableNews(request.ctx, await placeOf(request), idParam(request));
  return reply
    .headers({ 'content-type': 'text/markdown; charset=utf-8', 'cache-control': 'private, no-cache', 'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${post.slug || post.id}.md`)}` })
    .send(asMarkdown(request.ctx.services.config, post));
}
