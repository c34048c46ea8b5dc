import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField } from '#platform/errors.ts';
import { once } from '#platform/once/index.ts';
import { slug as slugOf } from '#platform/text/excerpt.ts';
import type { Place, SpaceFor } from '../../communities/index.ts';
import { deleteState, insertItem, insertRevision, insertState, parseTags, replaceTags } from '../../items/index.ts';
import { noteAction, screen } from '../../moderation/index.ts';
import type { EditableNews, POST, ReadableNews } from '../access.ts';
import { asHtml } from '../compose.ts';
import { monthOf } from '../moments.ts';
import { expiryOf, type NewsInput } from '../schema.ts';
import { EXPIRE, PUBLISH } from './jobs.ts';
import * as queries from './queries.ts';

/** What may wait for a moderator. */
export const PUBLISHED = 'news.publish';

const dated = (input: NewsInput) => {
  const { type, summary, body, credit, starts_at, ends_at, deadline_at, place, link, picture_id } = input;
  return { type, summary, body, credit, starts_at, ends_at, deadline_at, place, link, picture_id, expires_at: expiryOf(input) };
};

/** Begins a draft in the space of the place. */
export async function draft(ctx: Ctx, place: Place & { space: SpaceFor<typeof POST> }, input: NewsInput, onceKey: string | null = null): Promise<{ id: number; slug: string }> {
  const html = await asHtml(ctx, input.body);
  return once(ctx, onceKey, async (ctx) => {
    const at = { community_id: place.community.id, space_id: place.space.id };
    const slug = slugOf(input.title);
    const language = input.language ?? place.space.language;
    const item = { ...at, parent_id: null, kind: 'news', title: input.title, slug, author_id: ctx.viewer.personId, language, created_at: ctx.now, updated_at: ctx.now };
    const id = await insertItem(ctx.db, item);
    await queries.insertNews(ctx.db, { ...at, item_id: id, ...dated(input), html, publish_at: null, published_at: null, edited_at: null, discussion_id: null });
    await settle(ctx, at.community_id, id, input);
    await announce(ctx, 'news.drafted', { communityId: at.community_id, spaceId: at.space_id, itemId: id });
    return { id, slug };
  });
}

async function settle(ctx: Ctx, communityId: number, itemId: number, input: NewsInput): Promise<void> {
  await replaceTags(ctx.db, communityId, itemId, parseTags(input.tags));
  if (input.picture_id === null) return;
  const picture = { communityId, id: input.picture_id, itemId, personId: ctx.viewer.personId, alt: input.alt };
  if (!(await queries.bindPicture(ctx.db, picture))) throw invalidField('picture', 'news.error.picture');
}

/** Changes a post. What was published is kept as it was. */
export async function edit(ctx: Ctx, post: EditableNews, input: NewsInput): Promise<void> {
  const html = await asHtml(ctx, input.body);
  const { community_id, id } = post;
  await transaction(ctx, async (ctx) => {
    const changed = post.title !== input.title || post.summary !== input.summary || post.body !== input.body;
    const visible = post.published_at !== null && changed;
    if (visible) await insertRevision(ctx.db, { community_id, item_id: id, title: post.title, body: `${post.summary}\n\n${post.body}`, editor_id: ctx.viewer.personId, created_at: ctx.now });
    await queries.updateNews(ctx.db, community_id, id, { ...dated(input), html, ...(visible && { edited_at: ctx.now, edit_count: post.edit_count + 1 }) });
    await queries.updateItem(ctx.db, community_id, id, { title: input.title, slug: slugOf(input.title), language: input.language ?? post.language, updated_at: ctx.now });
    await settle(ctx, community_id, id, input);
    const { author_id } = post;
    if (visible && author_id !== null && author_id !== ctx.viewer.personId) await noteAction(ctx, post.home, { action: 'edited', reason: 'other', personId: author_id, itemId: id, note: null });
    if (post.published_at !== null) await expireLater(ctx, post, expiryOf(input));
    await announce(ctx, 'news.edited', eventOf(post));
  });
}

const eventOf = (post: ReadableNews) => ({ communityId: post.community_id, spaceId: post.home.id, itemId: post.id, authorId: post.author_id });

async function expireLater(ctx: Ctx, { community_id, id }: ReadableNews, at: number | null): Promise<void> {
  if (at !== null && at > ctx.now) await ctx.services.jobs.enqueue(ctx, EXPIRE, { communityId: community_id, itemId: id }, { runAt: at, uniqueKey: `${EXPIRE}:${community_id}:${id}:${at}` });
}

/** Publishes a draft now, or at a moment to come. It may have to wait for a moderator. */
export async function release(ctx: Ctx, post: EditableNews, at: number | null): Promise<void> {
  if (post.published_at !== null || post.deleted_at !== null) return;
  await screen(ctx, post.home, { kind: PUBLISHED, title: post.title, text: `${post.summary}\n\n${post.body}`, payload: { itemId: post.id }, onceKey: `news:${post.id}` });
  if (at === null || at <= ctx.now) return publish(ctx, post);
  const { community_id, id } = post;
  await transaction(ctx, async (ctx) => {
    await queries.updateNews(ctx.db, community_id, id, { publish_at: at });
    await ctx.services.jobs.enqueue(ctx, PUBLISH, { communityId: community_id, itemId: id, at }, { runAt: at, uniqueKey: `${PUBLISH}:${community_id}:${id}:${at}` });
    await announce(ctx, 'news.scheduled', eventOf(post));
  });
}

/** Makes a scheduled post a draft again. */
export async function unschedule(ctx: Ctx, post: EditableNews): Promise<void> {
  if (post.publish_at === null) return;
  await transaction(ctx, async (ctx) => {
    await queries.updateNews(ctx.db, post.community_id, post.id, { publish_at: null });
    await announce(ctx, 'news.drafted', eventOf(post));
  });
}

/** Publishes a post, for whoever was found to be allowed to. */
export async function publish(ctx: Ctx, post: EditableNews): Promise<void> {
  const { community_id, id } = post;
  await transaction(ctx, async (ctx) => {
    if (!(await queries.setPublished(ctx.db, community_id, id, ctx.now))) return;
    await queries.updateItem(ctx.db, community_id, id, { created_at: ctx.now, updated_at: ctx.now });
    await queries.countInMonth(ctx.db, { community_id, space_id: post.home.id, month: monthOf(ctx.now) }, 1);
    await expireLater(ctx, post, post.expires_at);
    await announce(ctx, 'news.published', eventOf(post));
  });
}

/** Takes a post away; it can be put back. */
export async function remove(ctx: Ctx, post: EditableNews): Promise<void> {
  await transaction(ctx, async (ctx) => {
    if (!(await insertState(ctx.db, post.community_id, post.id, 'deleted', { id: ctx.viewer.personId, at: ctx.now }))) return;
    await countAgain(ctx, post, -1);
    await announce(ctx, 'news.removed', eventOf(post));
  });
}

export async function restore(ctx: Ctx, post: EditableNews): Promise<void> {
  await transaction(ctx, async (ctx) => {
    if (!(await deleteState(ctx.db, post.community_id, post.id, 'deleted'))) return;
    await countAgain(ctx, post, 1);
    await announce(ctx, 'news.restored', eventOf(post));
  });
}

async function countAgain(ctx: Ctx, { community_id, home, published_at }: ReadableNews, by: 1 | -1): Promise<void> {
  if (published_at !== null) await queries.countInMonth(ctx.db, { community_id, space_id: home.id, month: monthOf(published_at) }, by);
}

/** Keeps a post on top of the lists, or no longer. */
export async function pin(ctx: Ctx, post: EditableNews, on: boolean): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const by = { id: ctx.viewer.personId, at: ctx.now };
    const done = on ? await insertState(ctx.db, post.community_id, post.id, 'pinned', by) : await deleteState(ctx.db, post.community_id, post.id, 'pinned');
    if (done) await announce(ctx, on ? 'news.pinned' : 'news.unpinned', eventOf(post));
  });
}
