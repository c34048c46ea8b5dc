import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { invalidField } from '#platform/errors.ts';
import { idParam, param, query as queryOf } from '#platform/http/params.ts';
import { filesOf, readForm } from '#platform/http/form.ts';
import { baseUrl } from '../../config.ts';
import { apiRoute, linkNext } from '../api/index.ts';
import { canOnceJoined, placeOf, type Place } from '../communities/index.ts';
import { notAllowed } from '#platform/errors.ts';
import { tagsOf } from '../items/index.ts';
import { editablePost, facilitatedDiscussion, postIn, reactablePost, readableDiscussion, readablePost, replyableDiscussion, type ReadablePost } from './access.ts';
import * as answers from './api-answers.ts';
import { attach } from './attachments/actions.ts';
import { accept, merge, move, setState, split } from './facilitation/actions.ts';
import { hrefOfPost, linksOf } from './links.ts';
import { edit, remove, reply, restore, start } from './posts/actions.ts';
import { historyOf } from './posts/history.ts';
import { recentDiscussions } from './listing/queries.ts';
import { postsInStretch } from './queries.ts';
import { follow, toggleReaction } from './reacting.ts';
import { editedPost, following, merging, moving, newDiscussion, newReply, removal, splitting } from './schema.ts';

const page = z.object({ limit: z.coerce.number().int().min(1).max(100).default(30) });

function urlOf(request: FastifyRequest, path: string): string {
  return baseUrl(request.ctx.services.config) + path;
}

/** The place of an API call: the room comes as a parameter. */
async function placeFor(request: FastifyRequest, room: string | null): Promise<Place> {
  if (room) (request.params as Record<string, string>).room = room;
  return placeOf(request);
}

/** A key given by the program makes sending twice do it once (draft-ietf-httpapi-idempotency-key-header). */
function onceKey({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key'];
  return typeof key === 'string' && key.length <= 100 ? key : null;
}

/** Discussions for programs: the same actions as the pages. */
export function discussionApi(app: FastifyInstance): void {
  reading(app);
  writing(app);
  facilitating(app);
}

function reading(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: '/communities/:community/discussions',
    summary: 'Discussions by their latest post',
    query: page.extend({
      room: z.string().max(40).optional(),
      type: z.enum(['conversation', 'question']).optional(),
      unanswered: z.stringbool().optional(),
      tag: z.string().max(60).optional(),
      before: z.string().regex(/^\d+\.\d+$/).optional(),
    }),
    answer: z.object({ discussions: z.array(answers.discussion) }),
    async handle(request, { query }, response) {
      const place = await placeFor(request, query.room ?? null);
      const [at, id] = (query.before ?? '').split('.').map(Number);
      const rows = await recentDiscussions(request.ctx.db, {
        communityId: place.community.id,
        spaceIds: place.room ? [place.room.id] : place.spaces.map((s) => s.id),
        type: query.type,
        unanswered: query.unanswered,
        tag: query.tag,
        before: query.before ? { at: at!, id: id! } : undefined,
        limit: query.limit + 1,
      });
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      if (rows.length > shown.length && last) linkNext(request, response, { before: `${last.last_post_at}.${last.id}` });
      const tags = await tagsOf(request.ctx.db, place.community.id, shown.map((row) => row.id));
      return { discussions: shown.map((row) => answers.asDiscussion(row, place, tags, (path) => urlOf(request, path))) };
    },
  });
  apiRoute(app, {
    method: 'GET',
    path: '/communities/:community/discussions/:id',
    summary: 'One discussion',
    answer: z.object({ discussion: answers.discussion }),
    handle: async (request) => ({ discussion: await oneDiscussion(request) }),
  });
  apiRoute(app, {
    method: 'GET',
    path: '/communities/:community/discussions/:id/posts',
    summary: 'The posts of a discussion in order, after a number',
    query: page.extend({ after: z.coerce.number().int().min(0).default(0) }),
    answer: z.object({ posts: z.array(answers.post) }),
    async handle(request, { query: { after, limit } }, response) {
      const place = await placeOf(request);
      const discussion = await readableDiscussion(request.ctx, place, idParam(request));
      const stretch = { communityId: place.community.id, discussionId: discussion.id, from: after + 1, to: after + limit };
      const rows = await postsInStretch(request.ctx.db, stretch);
      if (discussion.post_count > after + limit) linkNext(request, response, { after: after + limit });
      const { self } = linksOf(place, discussion.home, discussion);
      return { posts: rows.map((row) => answers.asPost({ ...row, body: null }, (p) => urlOf(request, hrefOfPost(self, p)))) };
    },
  });
  apiRoute(app, {
    method: 'GET',
    path: '/communities/:community/posts/:id',
    summary: 'One post, with its Markdown',
    answer: z.object({ post: answers.post }),
    handle: async (request) => ({ post: await onePost(request, idParam(request)) }),
  });
  apiRoute(app, {
    method: 'GET',
    path: '/communities/:community/posts/:id/history',
    summary: 'What a post was before it was edited, the oldest first',
    answer: z.object({ revisions: z.array(answers.revision) }),
    async handle(request) {
      const post = await readablePost(request.ctx, await placeOf(request), idParam(request));
      return { revisions: (await historyOf(request.ctx, post)).map(answers.asRevision) };
    },
  });
}

async function oneDiscussion(request: FastifyRequest, id = idParam(request)) {
  const place = await placeOf(request);
  const discussion = await readableDiscussion(request.ctx, place, id);
  const tags = await tagsOf(request.ctx.db, place.community.id, [id]);
  return answers.asDiscussion(discussion, place, tags, (path) => urlOf(request, path));
}

async function onePost(request: FastifyRequest, id: number) {
  return answerPost(request, await readablePost(request.ctx, await placeOf(request), id));
}

function answerPost(request: FastifyRequest, post: ReadablePost) {
  const { self } = linksOf(post.discussion.place, post.discussion.home, post.discussion);
  return answers.asPost(post, (p) => urlOf(request, hrefOfPost(self, p)));
}

function writing(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'POST',
    path: '/communities/:community/discussions',
    summary: 'Start a discussion',
    query: z.object({ room: z.string().max(40).optional() }),
    body: newDiscussion,
    status: 201,
    answer: z.object({ discussion: answers.discussion }),
    async handle(request, { query, body }) {
      const place = await placeFor(request, query.room ?? null);
      const { id } = await start(request.ctx, place, body, { via: 'api', onceKey: onceKey(request) });
      return { discussion: await oneDiscussion(request, id) };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: '/communities/:community/discussions/:id/posts',
    summary: 'Reply',
    body: newReply,
    status: 201,
    answer: z.object({ post: answers.post }),
    async handle(request, { body }) {
      const discussion = await replyableDiscussion(request.ctx, await placeOf(request), idParam(request));
      const { id } = await reply(request.ctx, discussion, body, { via: 'api', onceKey: onceKey(request) });
      return { post: answerPost(request, await postIn(request.ctx, discussion, id)) };
    },
  });
  apiRoute(app, {
    method: 'PATCH',
    path: '/communities/:community/posts/:id',
    summary: 'Change a post; the opening post carries title, type and tags',
    body: editedPost,
    answer: z.object({ post: answers.post }),
    async handle(request, { body }) {
      await edit(request.ctx, await editablePost(request.ctx, await placeOf(request), idParam(request)), body);
      return { post: await onePost(request, idParam(request)) };
    },
  });
  apiRoute(app, {
    method: 'DELETE',
    path: '/communities/:community/posts/:id',
    summary: 'Delete a post, leaving a trace; with the opening post goes the discussion',
    query: removal,
    async handle(request, { query }) {
      await remove(request.ctx, await editablePost(request.ctx, await placeOf(request), idParam(request)), query.reason ?? null);
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: '/communities/:community/posts/:id/restore',
    summary: 'Bring a deleted reply back',
    async handle(request) {
      await restore(request.ctx, await readablePost(request.ctx, await placeOf(request), idParam(request)));
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: '/communities/:community/attachments',
    summary: 'Upload files (multipart/form-data) to attach to a post',
    status: 201,
    answer: z.object({ attachments: z.array(z.object({ id: z.number().int(), name: z.string() })) }),
    async handle(request) {
      const place = await placeFor(request, queryOf(request, 'room'));
      if (!canOnceJoined(request.ctx.viewer, place, 'contribute')) throw notAllowed(request.ctx.viewer);
      const files = filesOf(await readForm(request));
      if (files.length === 0) throw invalidField('files', 'errors.no_file');
      return { attachments: await Promise.all(files.map((file) => attach(request.ctx, place.space, file))) };
    },
  });
  reacting(app);
}

function reacting(app: FastifyInstance): void {
  const kinds = z.enum(['thanks', 'same', 'used']);
  for (const [method, given] of [['PUT', true], ['DELETE', false]] as const)
    apiRoute(app, {
      method,
      path: '/communities/:community/posts/:id/reactions/:kind',
      summary: given ? 'Thank, say "same for me" (same) or "I used this" (used)' : 'Take a reaction back',
      async handle(request) {
        const kind = kinds.safeParse(param(request, 'kind'));
        if (!kind.success) throw invalidField('kind', 'discussions.error.reaction');
        const post = await reactablePost(request.ctx, await placeOf(request), idParam(request));
        await toggleReaction(request.ctx, post, kind.data, given);
      },
    });
  apiRoute(app, {
    method: 'PUT',
    path: '/communities/:community/discussions/:id/follow',
    summary: 'Follow, mute, or neither',
    body: following,
    async handle(request, { body }) {
      await follow(request.ctx, await readableDiscussion(request.ctx, await placeOf(request), idParam(request)), body.level);
    },
  });
  for (const [method, on] of [['PUT', true], ['DELETE', false]] as const)
    apiRoute(app, {
      method,
      path: '/communities/:community/posts/:id/accepted',
      summary: on ? 'Accept a reply as the answer' : 'No longer the answer',
      async handle(request) {
        await accept(request.ctx, await readablePost(request.ctx, await placeOf(request), idParam(request)), on);
      },
    });
}

function facilitating(app: FastifyInstance): void {
  const path = '/communities/:community/discussions/:id';
  for (const [method, on] of [['PUT', true], ['DELETE', false]] as const)
    for (const state of ['pinned', 'closed'] as const)
      apiRoute(app, {
        method,
        path: `${path}/${state}`,
        summary: `${on ? 'Make' : 'Make no longer'} ${state}`,
        async handle(request) {
          await setState(request.ctx, await facilitatedDiscussion(request.ctx, await placeOf(request), idParam(request)), state, on);
        },
      });
  apiRoute(app, {
    method: 'POST',
    path: `${path}/move`,
    summary: 'Move to another space that one facilitates',
    body: moving,
    answer: z.object({ discussion: answers.discussion }),
    async handle(request, { body }) {
      await move(request.ctx, await facilitatedDiscussion(request.ctx, await placeOf(request), idParam(request)), body.space);
      return { discussion: await oneDiscussion(request) };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: `${path}/split`,
    summary: 'Give some replies a discussion of their own',
    body: splitting,
    status: 201,
    answer: z.object({ discussion: answers.discussion }),
    async handle(request, { body }) {
      const discussion = await facilitatedDiscussion(request.ctx, await placeOf(request), idParam(request));
      const { id } = await split(request.ctx, discussion, body.title, body.posts);
      return { discussion: await oneDiscussion(request, id) };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: `${path}/merge`,
    summary: 'Put all posts into another discussion',
    body: merging,
    async handle(request, { body }) {
      const place = await placeOf(request);
      const [from, into] = [await facilitatedDiscussion(request.ctx, place, idParam(request)), await facilitatedDiscussion(request.ctx, place, body.into)];
      await merge(request.ctx, from, into);
    },
  });
}
