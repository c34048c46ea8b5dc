import type { FastifyReply, FastifyRequest } from 'fastify';
import { translator } from '#platform/i18n/index.ts';
import { onceKey } from '#platform/once/index.ts';
import type { FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { canOnceJoined, inPlace, type RequestPlace } from '../../communities/index.ts';
import { loadActs, tagsOf } from '../../items/index.ts';
import { canEdit, type ReadableNews } from '../access.ts';
import { discussionOf } from '../discuss.ts';
import { linksOf } from '../links.ts';
import { linesOf } from '../rows.ts';
import Post from '../views/Post.svelte';

/** The page of a post, also after a discussion about it was refused: with its errors and everything typed. */
export async function newsPage(
  request: FastifyRequest,
  reply: FastifyReply,
  place: RequestPlace,
  post: ReadableNews,
  shown: { words?: string; errors?: FormErrors; status?: number } = {},
): Promise<FastifyReply> {
  const { ctx } = request;
  const t = translator(ctx.viewer.language);
  const { list, self, at } = linksOf(place, post.home, post);
  const room = post.home.parent_id === null ? null : post.home;
  const out = post.published_at !== null && post.deleted_at === null;
  const props = {
    post: { ...linesOf(place, [post])[0]!, html: post.html },
    list,
    at,
    reportHref: ctx.viewer.personId !== null && ctx.viewer.personId !== post.author_id ? `${list.slice(0, -'/news'.length)}/report/${post.id}` : null,
    tags: await tagsOf(ctx.db, post.community_id, [post.id]),
    acts: out ? (await loadActs(ctx, post.community_id, [post.id]))(post.id) : [],
    discussion: await discussionOf(ctx, post),
    canDiscuss: out && canOnceJoined(ctx.viewer, { community: place.community, space: room ?? place.community }, 'discussions.start'),
    canEdit: canEdit(ctx.viewer, post.home, post),
    expired: post.expires_at !== null && post.expires_at <= ctx.now,
    once: onceKey(),
    words: shown.words ?? '',
    errors: shown.errors ?? {},
  };
  const options = {
    title: post.title,
    description: post.summary,
    door: 'talk' as const,
    crumbs: [{ href: list, label: t('news.title') }],
    canonical: self,
    tools: [{ href: `${self}.md`, label: t('news.markdown') }],
    ...(out ? { about: { kind: 'news', id: post.id } } : { noIndex: true }),
    ...(shown.status && { status: shown.status }),
  };
  return page(request, reply, Post, props, inPlace(request, place, options));
}
