import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { idParam } from '#platform/http/params.ts';
import { baseUrl } from '../../config.ts';
import { apiRoute, linkNext } from '../api/index.ts';
import { placeOf, spaceFor, type Place, type RequestPlace } from '../communities/index.ts';
import { tagsOf } from '../items/index.ts';
import { editableNews, POST, readableNews } from './access.ts';
import { setChoices } from './choices/actions.ts';
import { linksOf } from './links.ts';
import { spanOf } from './moments.ts';
import { latestNews, type ListedNews } from './queries.ts';
import { choices, newsInput } from './schema.ts';
import { TYPES } from './tables.ts';
import { draft, edit, pin, release, remove, restore } from './writing/actions.ts';

const moment = z.iso.datetime().nullable();

/** A post as programs get it. */
const news = z.object({
  id: z.number().int(),
  type: z.enum(TYPES),
  title: z.string(),
  summary: z.string(),
  /** Markdown; null in lists. */
  body: z.string().nullable(),
  html: z.string().nullable(),
  credit: z.string().nullable(),
  author: z.object({ id: z.number().int(), name: z.string(), handle: z.string() }).nullable(),
  language: z.string(),
  space: z.object({ id: z.number().int(), slug: z.string(), name: z.string() }),
  tags: z.array(z.object({ slug: z.string(), name: z.string() })),
  starts_at: moment,
  ends_at: moment,
  deadline_at: moment,
  place: z.string().nullable(),
  link: z.string().nullable(),
  publish_at: moment,
  published_at: moment,
  expires_at: moment,
  edited_at: moment,
  pinned: z.boolean(),
  discussion_id: z.number().int().nullable(),
  url: z.url(),
});

type Tags = Awaited<ReturnType<typeof tagsOf>>;

function asAnswer(request: FastifyRequest, place: Place, row: ListedNews & { body?: string; html?: string }, tags: Tags): z.input<typeof news> {
  const home = place.spaces.find((space) => space.id === row.space_id)!;
  const at = (value: number | null) => (value === null ? null : new Date(value).toISOString());
  const { id, type, title, summary, credit, language, place: where, link, discussion_id } = row;
  return {
    ...{ id, type, title, summary, credit, language, link, discussion_id },
    body: row.body ?? null,
    html: row.html ?? null,
    author: row.author_id === null ? null : { id: row.author_id, name: row.author_name ?? '', handle: row.author_handle ?? '' },
    space: { id: home.id, slug: home.slug, name: home.name },
    tags: tags.filter((tag) => tag.item_id === id).map(({ slug, name }) => ({ slug, name })),
    starts_at: at(row.starts_at),
    ends_at: at(row.ends_at),
    deadline_at: at(row.deadline_at),
    place: where,
    publish_at: at(row.publish_at),
    published_at: at(row.published_at),
    expires_at: at(row.expires_at),
    edited_at: at(row.edited_at),
    pinned: row.pinned_at !== null,
    url: baseUrl(request.ctx.services.config) + linksOf(place, home, row).self,
  };
}

async function placeFor(request: FastifyRequest, room: string | undefined): Promise<RequestPlace> {
  if (room) (request.params as Record<string, string>).room = room;
  return placeOf(request);
}

async function one(request: FastifyRequest, place: Place, id: number) {
  const post = await readableNews(request.ctx, place, id);
  return { news: asAnswer(request, place, post, await tagsOf(request.ctx.db, post.community_id, [id])) };
}

const room = z.string().max(40).optional();
const at = '/communities/:community/news';
const answer = z.object({ news });

/** News for programs: the same actions as the pages. */
export function newsApi(app: FastifyInstance): void {
  reading(app);
  writing(app);
}

function reading(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: at,
    summary: 'News and announcements, the latest first; of a month (2026-11) also those that expired',
    query: z.object({
      room,
      type: z.enum(TYPES).optional(),
      month: z.string().refine((month) => spanOf(month) !== null, 'news.error.date').optional(),
      before: z.string().regex(/^\d+\.\d+$/).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    answer: z.object({ news: z.array(news) }),
    async handle(request, { query }, reply) {
      const place = await placeFor(request, query.room);
      const [time, id] = (query.before ?? '').split('.').map(Number);
      const rows = await latestNews(request.ctx.db, {
        communityId: place.community.id,
        spaceIds: place.room ? [place.room.id] : place.spaces.map((space) => space.id),
        types: query.type && [query.type],
        now: query.month ? null : request.ctx.now,
        span: query.month ? spanOf(query.month)! : undefined,
        before: query.before ? { at: time!, id: id! } : undefined,
        limit: query.limit + 1,
      });
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      if (rows.length > shown.length && last) linkNext(request, reply, { before: `${last.published_at}.${last.id}` });
      const tags = await tagsOf(request.ctx.db, place.community.id, shown.map((row) => row.id));
      return { news: shown.map((row) => asAnswer(request, place, row, tags)) };
    },
  });
  apiRoute(app, { method: 'GET', path: `${at}/:id`, summary: 'One post, with its Markdown', answer, handle: async (request) => one(request, await placeOf(request), idParam(request)) });
}

function writing(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'POST',
    path: at,
    summary: 'Post news: a draft, until it is published',
    query: z.object({ room }),
    body: newsInput,
    status: 201,
    answer,
    async handle(request, { query, body }) {
      const place = await placeFor(request, query.room);
      const key = request.headers['idempotency-key'];
      const { id } = await draft(request.ctx, { ...place, space: spaceFor(request.ctx, place, POST) }, body, typeof key === 'string' && key.length <= 100 ? key : null);
      return one(request, place, id);
    },
  });
  apiRoute(app, {
    method: 'PUT',
    path: `${at}/:id`,
    summary: 'Change a post',
    body: newsInput,
    answer,
    async handle(request, { body }) {
      const place = await placeOf(request);
      await edit(request.ctx, await editableNews(request.ctx, place, idParam(request)), body);
      return one(request, place, idParam(request));
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: `${at}/:id/publish`,
    summary: 'Publish a draft, now or at a moment to come',
    body: z.object({ at: z.iso.datetime({ offset: true }).optional() }),
    answer,
    async handle(request, { body }) {
      const place = await placeOf(request);
      await release(request.ctx, await editableNews(request.ctx, place, idParam(request)), body.at ? Date.parse(body.at) : null);
      return one(request, place, idParam(request));
    },
  });
  const acts = { DELETE: ['', 'Delete a post; it can be restored', remove], POST: ['/restore', 'Restore a deleted post', restore] } as const;
  for (const [method, [path, summary, act]] of Object.entries(acts))
    apiRoute(app, { method: method as keyof typeof acts, path: `${at}/:id${path}`, summary, handle: async (request) => act(request.ctx, await editableNews(request.ctx, await placeOf(request), idParam(request))) });
  for (const [method, on] of [['PUT', true], ['DELETE', false]] as const)
    apiRoute(app, {
      method,
      path: `${at}/:id/pinned`,
      summary: on ? 'Keep a post on top' : 'No longer on top',
      handle: async (request) => pin(request.ctx, await editableNews(request.ctx, await placeOf(request), idParam(request)), on),
    });
  apiRoute(app, {
    method: 'PUT',
    path: '/communities/:community/news-choices',
    summary: 'Which types one sees, and whether one is told of them',
    body: choices,
    handle: async (request, { body }) => setChoices(request.ctx, (await placeOf(request)).community.id, body),
  });
}
