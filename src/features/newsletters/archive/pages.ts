import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { baseUrl } from '../../../config.ts';
import { notFound } from '#platform/errors.ts';
import { idParam, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { atom, tagUri, withAbsoluteLinks } from '#platform/text/atom.ts';
import { excerpt, plainText } from '#platform/text/excerpt.ts';
import type { FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { cacheKey } from '#ui/page-cache.ts';
import { can, inPlace, PLACES, placeOf, type RequestPlace } from '../../communities/index.ts';
import { loadActs } from '../../items/index.ts';
import { EDIT, isMember, isOpen, readableIssue, type ReadableIssue } from '../access.ts';
import { clickCounts } from '../clicks/pages.ts';
import { openIssues } from '../composing/queries.ts';
import { hrefOfIssue, listOf } from '../links.ts';
import { contentOf } from '../mail/content.ts';
import { choiceOf, countSubscribers } from '../subscribing/queries.ts';
import Archive from '../views/Archive.svelte';
import IssueView from '../views/Issue.svelte';
import { asMarkdown } from './markdown.ts';
import { sentIssues } from './queries.ts';

const A_PAGE = 30;
const DRAFTS = 20;
const ENTRIES = 20;

export function archivePages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/newsletters`, async (request, reply) => archivePage(request, reply, await placeOf(request), {}, 200));
    app.get(`${at}/newsletters.atom`, feed);
    app.get(`${at}/newsletters/:id`, show);
    app.get(`${at}/newsletters/:id.md`, markdown);
  }
}

/** Issues by year; for those who make them, what is under way. */
export async function archivePage(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  const { space, community } = place;
  const t = translator(ctx.viewer.language);
  const list = listOf(place, space);
  const member = isMember(ctx, space);
  const edits = can(ctx.viewer, space, EDIT);
  const [at, id] = (query(request, 'before') ?? '').split('.').map(Number);
  const before = Number.isSafeInteger(at) && Number.isSafeInteger(id) ? { at: at!, id: id! } : null;
  const found = await sentIssues(ctx.db, space, { members: member || edits, before, limit: A_PAGE + 1 });
  const shown = found.slice(0, A_PAGE);
  const last = shown.at(-1);
  const open = isOpen(community, space);
  const props = {
    list,
    issues: shown.map((issue) => ({ ...issue, href: hrefOfIssue(list, issue), excerpt: excerpt(plainText(issue.introduction_html), 180), year: new Date(issue.sent_at).getUTCFullYear() })),
    older: found.length > shown.length && last ? `?before=${last.sent_at}.${last.id}` : null,
    drafts: edits ? await openIssues(ctx.db, space, DRAFTS) : [],
    edits,
    outside: edits && open ? await countSubscribers(ctx.db, space) : null,
    choice: member ? (await choiceOf(ctx.db, space, ctx.viewer.personId!)) !== false : null,
    subscribe: open && !member ? { address: String(typed(request).address ?? '') } : null,
    errors,
  };
  const feeds = [{ href: `${list}.atom`, title: t('newsletters.feed', { name: space.name }), type: 'application/atom+xml' }];
  return page(request, reply, Archive, props, inPlace(request, place, { title: t('newsletters.title'), door: 'know', feeds, status }));
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const issue = await readableIssue(ctx, place, idParam(request));
  const list = listOf(place, place.space);
  if (issue.state !== 'sent') return reply.redirect(`${list}/${issue.id}/compose`);
  const self = hrefOfIssue(list, issue);
  if (request.url.split('?')[0] !== self) return reply.redirect(self);
  const content = await contentOf(ctx, issue, place.spaces);
  const edits = can(ctx.viewer, place.space, EDIT);
  const t = translator(ctx.viewer.language);
  const props = {
    content: { ...content, issue },
    list,
    acts: (await loadActs(ctx, issue.community_id, [issue.id]))(issue.id),
    clicks: edits && issue.counts_clicks ? await clickCounts(ctx, issue) : null,
    edits,
    subscribe: isOpen(place.community, place.space) && ctx.viewer.personId === null,
  };
  const options = {
    title: issue.title,
    description: excerpt(plainText(issue.introduction_html), 200) || null,
    door: 'know' as const,
    about: { kind: 'newsletter', id: issue.id },
    crumbs: [{ href: list, label: t('newsletters.title') }],
    feeds: [{ href: `${list}.atom`, title: t('newsletters.feed', { name: place.space.name }), type: 'application/atom+xml' }],
    tools: [{ href: `${list}/${issue.id}.md`, label: t('newsletters.as_markdown') }],
    canonical: self,
  };
  return page(request, reply, IssueView, props, inPlace(request, place, { ...options, ...(issue.audience === 'members' && { noIndex: true }) }));
}

async function sentIssue(request: FastifyRequest): Promise<ReadableIssue & { sent_at: number }> {
  const issue = await readableIssue(request.ctx, await placeOf(request), idParam(request));
  if (issue.sent_at === null) throw notFound();
  return issue as ReadableIssue & { sent_at: number };
}

async function markdown(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const issue = await sentIssue(request);
  const base = baseUrl(request.ctx.services.config);
  const text = asMarkdown(await contentOf(request.ctx, issue, issue.place.spaces), base, base + hrefOfIssue(listOf(issue.place, issue.home), issue));
  return reply.header('cache-control', 'private, no-cache').type('text/markdown; charset=utf-8').send(text);
}

async function feed(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const { space, community } = place;
  const t = translator(space.language);
  const base = baseUrl(ctx.services.config);
  const list = base + listOf(place, space);
  const issues = await sentIssues(ctx.db, space, { members: isMember(ctx, space), before: null, limit: ENTRIES });
  const xml = atom({
    id: tagUri(base, space.created_at, `space-${space.id}/newsletters`),
    title: t('newsletters.feed', { name: space.name }),
    subtitle: space.tagline,
    self: `${list}.atom`,
    href: list,
    language: space.language,
    createdAt: space.created_at,
    entries: issues.map((issue) => ({
      id: tagUri(base, community.created_at, `item-${issue.community_id}-${issue.id}`),
      title: issue.title,
      href: hrefOfIssue(list, issue),
      publishedAt: issue.sent_at,
      updatedAt: issue.sent_at,
      author: { name: space.name, href: list },
      language: issue.language,
      html: withAbsoluteLinks(issue.introduction_html, base) || `<p>${t('newsletters.feed_read')}</p>`,
    })),
  });
  const etag = `W/"${createHash('sha1').update(xml).digest('base64url')}"`;
  const headers = { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': ctx.viewer.personId === null ? 'no-cache' : 'private, no-cache', vary: 'accept-encoding, cookie', etag };
  const key = cacheKey(request);
  if (key) request.server.pageCache.keep(key, { communityId: community.id, pulse: place.pulse, headers, etag, body: Buffer.from(xml) });
  reply.headers(headers);
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(xml);
}
