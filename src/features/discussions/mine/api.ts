import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { idParam } from '#platform/http/params.ts';
import { baseUrl } from '../../../config.ts';
import { apiRoute, askedPlace, inRoom, linkNext } from '../../api/index.ts';
import { placeOf } from '../../communities/index.ts';
import { tagsOf } from '../../items/index.ts';
import { readableDiscussion, standingOf } from '../access.ts';
import { asDiscussion, asDraft, discussion, draft } from '../api-answers.ts';
import { discardDraft, saveDraft } from '../drafts/actions.ts';
import { keyOf } from '../drafts/pages.ts';
import { draftByKey } from '../drafts/queries.ts';
import { savedDraft } from '../drafts/schema.ts';
import { recentDiscussions } from '../listing/queries.ts';
import { readMarks } from '../posts/queries.ts';
import { noteRead } from '../reacting.ts';
import { readUpTo } from '../schema.ts';
import { draftsOf } from './queries.ts';

const limit = z.coerce.number().int().min(1).max(100).default(30);

/** What discussions keep for each person, for programs: how far they have read, and what they began to write. */
export function ownApi(app: FastifyInstance): void {
  unread(app);
  drafts(app);
}

function signedIn({ ctx: { viewer } }: FastifyRequest): number {
  if (viewer.personId === null) throw notAllowed(viewer);
  return viewer.personId;
}

function unread(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: '/communities/:community/unread',
    summary: 'Discussions that you have read in and that hold more since, by their latest post; those that you muted are left out',
    query: inRoom.extend({ limit, before: z.string().regex(/^\d+\.\d+$/).optional() }),
    answer: z.object({ discussions: z.array(discussion.extend({ read: z.number().int(), unread: z.number().int() })) }),
    async handle(request, { query }, reply) {
      const { ctx } = request;
      const place = await askedPlace(request);
      const communityId = place.community.id;
      const own = { filter: 'unread' as const, personId: signedIn(request) };
      const [at, id] = (query.before ?? '').split('.').map(Number);
      const spaceIds = place.room ? [place.room.id] : place.spaces.map((space) => space.id);
      const rows = await recentDiscussions(ctx.db, { communityId, spaceIds, own, before: query.before ? { at: at!, id: id! } : undefined, limit: query.limit + 1 });
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      if (rows.length > shown.length && last) linkNext(request, reply, { before: `${last.last_post_at}.${last.id}` });
      const ids = shown.map((row) => row.id);
      const tags = await tagsOf(ctx.db, communityId, ids);
      const marks = new Map((await readMarks(ctx.db, communityId, own.personId, ids)).map((mark) => [mark.discussion_id, mark.number]));
      return {
        discussions: shown.map((row) => {
          const read = marks.get(row.id) ?? 0;
          return { ...asDiscussion(row, place, tags, (path) => baseUrl(ctx.services.config) + path), read, unread: Math.max(0, row.post_count - read) };
        }),
      };
    },
  });
  apiRoute(app, {
    method: 'PUT',
    path: '/communities/:community/discussions/:id/read',
    summary: 'Say that you have read up to the post of a number; a mark never goes back',
    body: readUpTo,
    answer: z.object({ read: z.number().int(), unread: z.number().int() }),
    async handle(request, { body: { number } }) {
      const found = await readableDiscussion(request.ctx, await placeOf(request), idParam(request));
      signedIn(request);
      const standing = await standingOf(request.ctx, found);
      await noteRead(request.ctx, found, standing, number);
      const read = Math.max(standing.read ?? 0, Math.min(number, found.post_count));
      return { read, unread: Math.max(0, found.post_count - read) };
    },
  });
}

function drafts(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: '/me/drafts',
    summary: 'What you began to write, the newest first',
    query: z.object({ limit, before: z.string().regex(/^\d+\.\w+:\d+$/).optional() }),
    answer: z.object({ drafts: z.array(draft) }),
    async handle(request, { query }, reply) {
      const [at, key] = (query.before ?? '').split('.');
      const rows = await draftsOf(request.ctx.db, signedIn(request), query.limit + 1, query.before ? { at: Number(at), key: key! } : null);
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      if (rows.length > shown.length && last) linkNext(request, reply, { before: `${last.updated_at}.${last.key}` });
      return { drafts: shown.map(asDraft) };
    },
  });
  const path = '/me/drafts/:key';
  apiRoute(app, {
    method: 'PUT',
    path,
    summary: 'Keep a draft: of a new discussion (new:SPACE), a reply (reply:DISCUSSION) or a change (edit:POST); a newer one stays',
    body: savedDraft,
    answer: z.object({ draft }),
    async handle(request, { body }) {
      const key = keyOf(request);
      if (!(await saveDraft(request.ctx, key, body))) throw new Refusal('conflict', 'discussions.error.draft');
      const kept = await draftByKey(request.ctx.db, signedIn(request), key);
      if (!kept) throw notFound();
      return { draft: asDraft({ ...kept, key }) };
    },
  });
  apiRoute(app, {
    method: 'DELETE',
    path,
    summary: 'Discard a draft',
    handle: (request) => discardDraft(request.ctx, keyOf(request)),
  });
}
