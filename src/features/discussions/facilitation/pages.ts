import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#platform/errors.ts';
import { asId, idParam, parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { excerpt, plainText } from '#platform/text/excerpt.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { canFacilitate, facilitatedSpace, hrefOfSpace, inPlace, PLACES, placeOf, type RequestPlace } from '../../communities/index.ts';
import { facilitatedDiscussion, readableDiscussion, readablePost, reactablePost, type FacilitatedDiscussion } from '../access.ts';
import { hrefOfPost, linksOf } from '../links.ts';
import { follow, toggleReaction } from '../reacting.ts';
import { following, moving, reaction, splitting } from '../schema.ts';
import Deleted from '../views/Deleted.svelte';
import Move from '../views/Move.svelte';
import Split from '../views/Split.svelte';
import { accept, move, restoreDiscussion, setState, split } from './actions.ts';
import { deletedDiscussions, postsFrom } from './queries.ts';

const POSTS_TO_SPLIT = 100;
const EXCERPT = 140;

export function facilitationPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.post(`${at}/discussions/posts/:id/react`, react);
    app.post(`${at}/discussions/posts/:id/accept`, (request, reply) => acceptPost(request, reply, true));
    app.post(`${at}/discussions/posts/:id/unaccept`, (request, reply) => acceptPost(request, reply, false));
    app.post(`${at}/discussions/:id/follow`, followDiscussion);
    app.post(`${at}/discussions/:id/state`, changeState);
    app.get(`${at}/discussions/:id/move`, movePage);
    app.post(`${at}/discussions/:id/move`, moveDiscussion);
    app.get(`${at}/discussions/:id/split`, splitPage);
    app.post(`${at}/discussions/:id/split`, splitDiscussion);
    app.get(`${at}/discussions/deleted`, deletedPage);
    app.post(`${at}/discussions/:id/restore`, bringBack);
  }
}

async function react(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const post = await reactablePost(request.ctx, place, idParam(request));
  const given = await toggleReaction(request.ctx, post, parseInput(reaction, request.body).kind);
  if (request.headers.accept?.startsWith('application/json')) return reply.send({ given });
  return seeOther(reply, hrefOfPost(linksOf(place, post.discussion.home, post.discussion).self, post));
}

async function acceptPost(request: FastifyRequest, reply: FastifyReply, on: boolean): Promise<FastifyReply> {
  const place = await placeOf(request);
  const post = await readablePost(request.ctx, place, idParam(request));
  await accept(request.ctx, post, on);
  return seeOther(reply, hrefOfPost(linksOf(place, post.discussion.home, post.discussion).self, post));
}

async function followDiscussion(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const discussion = await readableDiscussion(request.ctx, place, idParam(request));
  await follow(request.ctx, discussion, parseInput(following, request.body).level);
  flash(reply, 'discussions.saved');
  return seeOther(reply, linksOf(place, discussion.home, discussion).self);
}

async function changeState(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const discussion = await facilitatedDiscussion(request.ctx, place, idParam(request));
  const wanted = String(typed(request).do);
  const changes = { pin: ['pinned', true], unpin: ['pinned', false], close: ['closed', true], reopen: ['closed', false] } as const;
  if (!Object.hasOwn(changes, wanted)) throw new Refusal('malformed', 'errors.malformed');
  const [state, on] = changes[wanted as keyof typeof changes];
  await setState(request.ctx, discussion, state, on);
  flash(reply, 'discussions.saved');
  return seeOther(reply, linksOf(place, discussion.home, discussion).self);
}

async function movePage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  return moveForm(request, reply, place, await facilitatedDiscussion(request.ctx, place, idParam(request)), {}, 200);
}

function moveForm(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, discussion: FacilitatedDiscussion, errors: FormErrors, status: number) {
  const { self } = linksOf(place, discussion.home, discussion);
  const spaces = place.spaces.filter((s) => s.id !== discussion.home.id && canFacilitate(request.ctx.viewer, s));
  const props = { title: discussion.title, self, spaces: spaces.map(({ id, name }) => ({ value: String(id), label: name })), errors };
  return formPage(request, reply, place, Move, props, 'discussions.move', status);
}

export function formPage<P extends object>(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, view: Parameters<typeof page<P>>[2], props: P, title: string, status: number) {
  const t = translator(request.ctx.viewer.language);
  return page(request, reply, view, props, inPlace(request, place, { title: t(title), door: 'talk', status, noIndex: true }));
}

async function moveDiscussion(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const discussion = await facilitatedDiscussion(request.ctx, place, idParam(request));
  return attempt(
    request,
    async () => {
      const target = await move(request.ctx, discussion, parseInput(moving, request.body).space);
      flash(reply, 'discussions.moved');
      return seeOther(reply, linksOf(place, target, discussion).self);
    },
    (errors, status) => moveForm(request, reply, place, discussion, errors, status),
  );
}

async function splitPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const discussion = await facilitatedDiscussion(request.ctx, place, idParam(request));
  return splitForm(request, reply, place, discussion, { title: '', posts: [asId(query(request, 'post')) ?? 0] }, {}, 200);
}

async function splitForm(
  request: FastifyRequest,
  reply: FastifyReply,
  place: RequestPlace,
  discussion: FacilitatedDiscussion,
  values: { title: string; posts: number[] },
  errors: FormErrors,
  status: number,
): Promise<FastifyReply> {
  const { ctx } = request;
  const first = values.posts[0] ? await readablePost(ctx, place, values.posts[0]).catch(() => null) : null;
  const rows = await postsFrom(ctx.db, place.community.id, discussion.id, Math.max(2, first?.number ?? 2), POSTS_TO_SPLIT);
  const posts = rows.map((row) => ({ ...row, chosen: values.posts.includes(row.id), text: excerpt(plainText(row.html), EXCERPT) }));
  const props = { self: linksOf(place, discussion.home, discussion).self, title: values.title, posts, errors };
  return formPage(request, reply, place, Split, props, 'discussions.split', status);
}

async function splitDiscussion(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const discussion = await facilitatedDiscussion(request.ctx, place, idParam(request));
  return attempt(
    request,
    async () => {
      const input = parseInput(splitting, request.body);
      const made = await split(request.ctx, discussion, input.title, input.posts);
      flash(reply, 'discussions.split_done');
      return seeOther(reply, linksOf(place, discussion.home, made).self);
    },
    (errors, status) => {
      const { title, posts } = typed(request);
      const values = { title: String(title ?? ''), posts: [posts ?? []].flat().map((id) => asId(id) ?? 0) };
      return splitForm(request, reply, place, discussion, values, errors, status);
    },
  );
}

async function deletedPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const space = facilitatedSpace(ctx, place);
  const spaces = place.room ? [place.room.id] : place.spaces.filter((s) => canFacilitate(ctx.viewer, s)).map((s) => s.id);
  const props = { rows: await deletedDiscussions(ctx.db, place.community.id, spaces), list: `${hrefOfSpace(place, space)}/discussions` };
  return formPage(request, reply, place, Deleted, props, 'discussions.deleted_title', 200);
}

async function bringBack(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  await restoreDiscussion(request.ctx, place, idParam(request));
  flash(reply, 'discussions.restored');
  return seeOther(reply, `${hrefOfSpace(place, place.space)}/discussions/${idParam(request)}`);
}
