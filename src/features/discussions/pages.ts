import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '#platform/context.ts';
import { notAllowed } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { asId, idParam, query } from '#platform/http/params.ts';
import { seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { canFacilitate, canOnceJoined, hrefOf, hrefOfSpace, inPlace, PLACES, placeOf, type RequestPlace } from '../communities/index.ts';
import { commonTags } from '../items/index.ts';
import { unreadCount } from '../notifications/index.ts';
import { START, readableDiscussion, readablePost, standingOf, type ReadableDiscussion } from './access.ts';
import { bySession } from './composing/limits.ts';
import { asOpen } from './drafts/actions.ts';
import { draftKey, type KeptDraft } from './drafts/schema.ts';
import { answersByMail } from './mail/answerable.ts';
import { hrefOfPost, linksOf, pageOf, POSTS_A_PAGE } from './links.ts';
import { listRows } from './listing/rows.ts';
import { recentDiscussions, type ListFilter, type OwnFilter } from './listing/queries.ts';
import { postAtNumber, postById } from './queries.ts';
import { loadRailParts } from './rail-parts.ts';
import { noteRead } from './reacting.ts';
import { readUpTo } from './schema.ts';
import { threadPage } from './thread.ts';
import List from './views/List.svelte';
import Thread from './views/Thread.svelte';
import { threadKey } from './views/kept.ts';
import { LIST_FILTERS, OWN_FILTERS, type ComposerValues, type ListFilterName, type ThreadProps } from './views/props.ts';

const DISCUSSIONS_A_PAGE = 30;
const TAGS_SHOWN = 20;

export function discussionPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/discussions`, list);
    app.get(`${at}/discussions/:id`, show);
    app.get(`${at}/discussions/:id/continue`, carryOn);
    app.post(`${at}/discussions/:id/read`, bySession(app), read);
    app.get(`${at}/discussions/posts/:id`, permalink);
  }
}

async function list(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { ctx } = request;
  const { community, space, room } = place;
  const t = translator(ctx.viewer.language);
  const tag = query(request, 'tag');
  const filter = filterOf(request);
  const [at, id] = (query(request, 'before') ?? '').split('.').map(Number);
  const spaceIds = place.spaces.map((s) => s.id);
  const wanted: ListFilter = {
    communityId: community.id,
    spaceIds: room ? [room.id] : spaceIds,
    type: filter === 'questions' ? 'question' : undefined,
    unanswered: filter === 'unanswered',
    own: isOwn(filter) ? { filter, personId: signedIn(ctx) } : undefined,
    tag: tag ?? undefined,
    before: Number.isSafeInteger(at) && Number.isSafeInteger(id) ? { at: at!, id: id! } : undefined,
    limit: DISCUSSIONS_A_PAGE + 1,
  };
  const { beats } = ctx.services;
  const found = isOwn(filter)
    ? await recentDiscussions(ctx.db, wanted)
    : await beats.keep(ctx, community.id, `discussions ${JSON.stringify(wanted)}`, () => recentDiscussions(ctx.db, wanted));
  const shown = found.slice(0, DISCUSSIONS_A_PAGE);
  const last = shown.at(-1);
  const links = hrefOfSpace(place, space);
  const search = new URLSearchParams({ ...(filter !== 'latest' && { show: filter }), ...(tag && { tag }) });
  if (last) search.set('before', `${last.last_post_at}.${last.id}`);
  const props = {
    list: `${links}/discussions`,
    rows: await listRows(ctx, place, shown, { pinnedFirst: filter === 'latest' && !tag && !query(request, 'before') }),
    older: found.length > shown.length ? `?${search}` : null,
    filter,
    tag,
    tags: await beats.keep(ctx, community.id, `tags ${community.id} ${spaceIds}`, () => commonTags(ctx.db, community.id, spaceIds, TAGS_SHOWN)),
    total: room ? room.discussion_count : place.spaces.reduce((sum, s) => sum + s.discussion_count, 0),
    canStart: canOnceJoined(ctx.viewer, place, START),
    live: query(request, 'before') ? null : `${links}/discussions/live`,
  };
  const feeds = [{ href: `${links}/discussions.atom`, title: t('discussions.feed'), type: 'application/atom+xml' }];
  return page(request, reply, List, props, inPlace(request, place, { title: t('discussions.title'), door: 'talk', feeds }));
}

function filterOf(request: FastifyRequest): ListFilterName {
  const show = query(request, 'show');
  return LIST_FILTERS.find((name) => name === show) ?? 'latest';
}

function isOwn(filter: ListFilterName): filter is OwnFilter {
  return (OWN_FILTERS as readonly string[]).includes(filter);
}

// What is one's own is nobody's before one has signed in.
function signedIn({ viewer }: Ctx): number {
  if (viewer.personId === null) throw notAllowed(viewer);
  return viewer.personId;
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const id = idParam(request);
  const found = await readableDiscussion(request.ctx, place, id, { kept: true }).catch(async (error: unknown) => {
    const moved = await postById(request.ctx.db, place.community.id, id);
    if (!moved || moved.discussion_id === id) throw error;
    return readablePost(request.ctx, place, id); // It was merged into another discussion, and is a post there now.
  });
  if ('discussion' in found) return reply.redirect(hrefOfPost(linksOf(place, found.discussion.home, found.discussion).self, found));
  const { self } = linksOf(place, found.home, found);
  if (request.url.split('?')[0] !== self) return reply.redirect(self + (request.url.includes('?') ? `?${request.url.split('?')[1]}` : ''));
  const wanted = Number(query(request, 'post'));
  if (wanted >= 1) {
    const post = await postAtNumber(request.ctx.db, place.community.id, found.id, Math.min(Math.trunc(wanted), found.post_count));
    return reply.redirect(post ? hrefOfPost(self, post) : self);
  }
  return threadView(request, reply, place, found, { number: pageNumber(request, found) });
}

function pageNumber(request: FastifyRequest, discussion: ReadableDiscussion): number {
  const asked = Math.trunc(Number(query(request, 'page') ?? 1)) || 1;
  return Math.min(Math.max(1, asked), Math.max(1, Math.ceil(discussion.post_count / POSTS_A_PAGE)));
}

/** The page of a discussion, also after a reply was refused: with its errors and everything typed. */
export async function threadView(
  request: FastifyRequest,
  reply: FastifyReply,
  place: RequestPlace,
  discussion: ReadableDiscussion,
  shown: { number: number; typed?: Partial<ComposerValues>; errors?: FormErrors; status?: number },
): Promise<FastifyReply> {
  const { ctx } = request;
  const links = linksOf(place, discussion.home, discussion);
  const standing = await standingOf(ctx, discussion);
  const thread = await threadPage(ctx, discussion, standing, shown.number);
  const back = encodeURIComponent(request.url);
  const answerPost = discussion.answer_id === null ? null : await postById(ctx.db, place.community.id, discussion.answer_id);
  const props = {
    discussion: headOf(discussion),
    links,
    base: hrefOf(place.community),
    signedIn: ctx.viewer.personId !== null,
    thread,
    composer: thread.may.reply || shown.typed ? await composerFor(request, place, discussion, standing.draft, shown.typed ?? {}) : null,
    errors: shown.errors ?? {},
    signInHref: ctx.viewer.personId === null && discussion.closed_at === null ? `/sign-in?back=${back}` : null,
    answer: answerPost ? { name: answerPost.author_name ?? '', href: hrefOfPost(links.self, answerPost) } : null,
    canMove: place.spaces.some((s) => s.id !== discussion.home.id && canFacilitate(ctx.viewer, s)),
    rail: await loadRailParts(ctx, discussion),
  };
  // A page that looks after itself, because something changed in it, was not read by that.
  if (thread.posts.length > 0 && request.headers['x-page-part'] === undefined)
    await noteRead(ctx, discussion, standing, thread.posts.at(-1)!.number).catch((error: unknown) => {
      // A full disk keeps nobody from reading.
      request.log.warn({ err: error }, 'what was read could not be noted');
    });
  request.unread = await unreadCount(ctx.services, ctx.viewer.personId);
  return page(request, reply, Thread, props, inPlace(request, place, { ...threadOptions(request, discussion, links, shown), sharedBy: threadKey(props) }));
}

function headOf(discussion: ReadableDiscussion): ThreadProps['discussion'] {
  const { id, title, type, language, post_count, people_count, closed_at, closed_by, pinned_at, answer_id } = discussion;
  return { id, title, type, language, post_count, people_count, closed_at, closed_by, pinned_at, answer_id };
}

function threadOptions(
  request: FastifyRequest,
  discussion: ReadableDiscussion,
  links: { list: string; self: string },
  { number, status }: { number: number; status?: number },
) {
  const t = translator(request.ctx.viewer.language);
  return {
    title: discussion.title,
    about: { kind: 'discussion', id: discussion.id },
    door: 'talk' as const,
    crumbs: [{ href: links.list, label: t('discussions.title') }],
    feeds: [{ href: `${links.self}.atom`, title: t('discussions.feed_one'), type: 'application/atom+xml' }],
    canonical: number > 1 ? `${links.self}?page=${number}` : links.self,
    ...(status && { status }),
  };
}

async function composerFor(
  request: FastifyRequest,
  place: RequestPlace,
  discussion: ReadableDiscussion,
  kept: KeptDraft | null,
  typed: Partial<ComposerValues>,
): Promise<ComposerValues> {
  const draft = typed.body === undefined ? await asOpen(request.ctx, discussion.home, kept) : null;
  const asked = typed.replyTo === undefined ? asId(query(request, 'reply') ?? String(draft?.reply_to ?? '')) : null;
  const parent = asked !== null ? await postById(request.ctx.db, place.community.id, asked) : undefined;
  const fits = parent && parent.discussion_id === discussion.id && parent.deleted_at === null ? parent : null;
  const quoted = fits && query(request, 'quote') ? `${fits.body.replace(/^/gm, '> ')}\n\n` : '';
  return {
    body: [draft?.body.trimEnd(), quoted].filter(Boolean).join('\n\n'),
    once: null,
    draftKey: draftKey.reply(discussion.id),
    replyTo: fits,
    attachments: draft?.files ?? [],
    preview: null,
    draftAt: draft?.at ?? null,
    byMail: answersByMail(request.ctx, place.community, discussion.home),
    ...typed,
  };
}

/** Leads to the first post that one has not read. */
async function carryOn(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const discussion = await readableDiscussion(request.ctx, place, idParam(request));
  const { self } = linksOf(place, discussion.home, discussion);
  const standing = await standingOf(request.ctx, discussion);
  const next = Math.min((standing.read ?? 0) + 1, discussion.post_count);
  return seeOther(reply, `${self}?page=${pageOf(next)}#continue`);
}

/** The page says how far one has read, while one reads. */
async function read(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const discussion = await readableDiscussion(request.ctx, place, idParam(request));
  const { data } = readUpTo.safeParse(request.body);
  if (data) await noteRead(request.ctx, discussion, await standingOf(request.ctx, discussion), data.number);
  return reply.code(204).send();
}

/** The lasting address of a post: wherever it stands now. */
async function permalink(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const post = await readablePost(request.ctx, place, idParam(request));
  return reply.redirect(hrefOfPost(linksOf(place, post.discussion.home, post.discussion).self, post));
}
