import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, notAllowed, Refusal } from '#platform/errors.ts';
import { once } from '#platform/once/index.ts';
import { slug as slugOf } from '#platform/text/excerpt.ts';
import { can, canOnceJoined, countInSpace, join, type Place, type ReadableSpace } from '../../communities/index.ts';
import { deleteState, insertItem, insertRevision, insertState, parseTags, replaceTags, setFollow } from '../../items/index.ts';
import { permissions, START, type EditablePost, type ReadableDiscussion, type ReadablePost, type ReplyableDiscussion } from '../access.ts';
import { compose } from '../compose.ts';
import { discardDraft, draftKey } from '../drafts/actions.ts';
import { noteForeignEdit, screenEdit, screenReply, screenStart } from '../moderation/screening.ts';
import { postById, postIdsOf } from '../queries.ts';
import type { EditedPost, NewDiscussion, NewReply } from '../schema.ts';
import type { Via } from '../tables.ts';
import * as queries from './queries.ts';

/** Where a post came from, and the key that makes sending it twice do it once. */
export interface Origin {
  via?: Via;
  onceKey?: string | null;
  /** Of the mail that it came as: mails that tell of the post, and answers to it, are threaded by that. */
  messageId?: string;
  /** Somebody who moderates let it through. */
  released?: boolean;
  /** A field that people do not see. */
  trap?: string | undefined;
}

/** Starts a discussion in the space of the place. Whoever may join an open community joins by it. */
export async function start(ctx: Ctx, place: Place, input: NewDiscussion, origin: Origin = {}): Promise<{ id: number; slug: string }> {
  const { viewer } = ctx;
  if (!canOnceJoined(viewer, place, START)) throw notAllowed(viewer);
  const { html, mentioned } = await compose(ctx, input.body);
  if (!origin.released) await screenStart(ctx, place.space, input, origin);
  return once(ctx, origin.onceKey ?? null, async (ctx) => {
    if (!can(viewer, place.space, START)) await join(ctx, place);
    const slug = slugOf(input.title);
    const base = { community_id: place.community.id, author_id: viewer.personId, created_at: ctx.now };
    const id = await insertItem(ctx.db, {
      ...base,
      space_id: place.space.id,
      parent_id: null,
      kind: 'discussion',
      title: input.title,
      slug,
      language: place.space.language,
      updated_at: ctx.now,
    });
    await queries.insertDiscussion(ctx.db, {
      community_id: place.community.id,
      item_id: id,
      space_id: place.space.id,
      type: input.type,
      people_count: 0,
      last_post_at: ctx.now,
      last_author_id: viewer.personId,
      last_item_id: id,
      answer_id: null,
    });
    const post = { ...base, item_id: id, discussion_id: id, number: 1, reply_to_id: null, body: input.body, html, edited_at: null };
    await queries.insertPost(ctx.db, { ...post, via: origin.via ?? 'web' });
    await replaceTags(ctx.db, place.community.id, id, parseTags(input.tags));
    await settle(ctx, place, { id, discussionId: id, number: 1, attachments: input.attachments }, origin);
    if (!origin.via) await discardDraft(ctx, draftKey.start(place.space.id));
    await countInSpace(ctx.db, place.community.id, place.space.id, { discussions: 1, posts: 1 }, ctx.now);
    await announce(ctx, 'discussions.started', event(ctx, place, id, id, 1, mentioned));
    return { id, slug };
  });
}

/** Replies in a discussion. */
export async function reply(
  ctx: Ctx,
  discussion: ReplyableDiscussion,
  input: NewReply,
  origin: Origin = {},
): Promise<{ id: number; number: number }> {
  const { place, home } = discussion;
  const communityId = place.community.id;
  await refuseForeignParent(ctx, discussion, input.reply_to);
  const { html, mentioned } = await compose(ctx, input.body);
  if (!origin.released) await screenReply(ctx, discussion, input, origin);
  return once(ctx, origin.onceKey ?? null, async (ctx) => {
    if (permissions(ctx, discussion).joins) await join(ctx, { ...place, room: null });
    const base = { community_id: communityId, author_id: ctx.viewer.personId, created_at: ctx.now };
    const id = await insertItem(ctx.db, {
      ...base,
      space_id: home.id,
      parent_id: discussion.id,
      kind: 'reply',
      title: null,
      slug: null,
      language: discussion.language,
      updated_at: ctx.now,
    });
    const taken = { communityId, discussionId: discussion.id, itemId: id, authorId: ctx.viewer.personId, at: ctx.now };
    const number = numberIn(home, await queries.takeNumber(ctx.db, taken));
    const post = { ...base, item_id: id, discussion_id: discussion.id, number, body: input.body, html, edited_at: null };
    await queries.insertPost(ctx.db, { ...post, reply_to_id: input.reply_to ?? null, via: origin.via ?? 'web' });
    await settle(ctx, { ...place, space: home }, { id, discussionId: discussion.id, number, attachments: input.attachments }, origin);
    if (!origin.via) await discardDraft(ctx, draftKey.reply(discussion.id));
    await countInSpace(ctx.db, communityId, home.id, { posts: 1 }, ctx.now);
    await announce(ctx, 'discussions.replied', event(ctx, { ...place, space: home }, discussion.id, id, number, mentioned));
    return { id, number };
  });
}

// A reply that was on its way while its discussion was moved must not stay behind where others read it.
function numberIn(home: ReadableSpace, taken: Awaited<ReturnType<typeof queries.takeNumber>>): number {
  if (taken?.spaceId !== home.id) throw new Refusal('conflict', 'discussions.error.moved');
  return taken.number;
}

// Message-ID, attachments, authorship, following and reading go with every post.
async function settle(
  ctx: Ctx,
  place: Place,
  post: { id: number; discussionId: number; number: number; attachments: number[] },
  { messageId }: Origin,
): Promise<void> {
  const personId = ctx.viewer.personId;
  const communityId = place.community.id;
  if (messageId) await queries.insertMessageId(ctx.db, { community_id: communityId, message_id: messageId, item_id: post.id, discussion_id: post.discussionId });
  if (personId === null) return;
  await queries.bindAttachments(ctx.db, communityId, post.id, personId, post.attachments);
  await queries.countAuthor(ctx.db, communityId, post.discussionId, personId);
  const follow = { community_id: communityId, item_id: post.discussionId, person_id: personId, created_at: ctx.now };
  await setFollow(ctx.db, { ...follow, level: 'follow' }, false);
  await queries.markRead(ctx.db, { communityId, personId, discussionId: post.discussionId, number: post.number, at: ctx.now });
}

async function refuseForeignParent(ctx: Ctx, discussion: ReadableDiscussion, replyTo: number | undefined): Promise<void> {
  if (replyTo === undefined) return;
  const parent = await postById(ctx.db, discussion.place.community.id, replyTo);
  if (parent?.discussion_id !== discussion.id) throw invalidField('reply_to', 'discussions.error.reply_to');
}

function event(ctx: Ctx, place: Place, discussionId: number, itemId: number, number: number, mentioned: number[]) {
  const base = { communityId: place.community.id, spaceId: place.space.id, discussionId, itemId, number };
  return { ...base, authorId: ctx.viewer.personId, mentioned };
}

/** Changes a post, keeping what it was. The opening post carries the title, tags and type too. */
export async function edit(ctx: Ctx, post: EditablePost, input: EditedPost): Promise<void> {
  const { discussion } = post;
  const communityId = discussion.place.community.id;
  const opening = post.id === discussion.id;
  const title = opening ? (input.title ?? discussion.title) : null;
  const { html, mentioned } = await compose(ctx, input.body);
  await screenEdit(ctx, post);
  await transaction(ctx, async (ctx) => {
    if (input.body !== post.body || (opening && title !== discussion.title)) {
      const before = { community_id: communityId, item_id: post.id, title: opening ? discussion.title : null, body: post.body };
      await insertRevision(ctx.db, { ...before, editor_id: ctx.viewer.personId, created_at: ctx.now });
      const values = { body: input.body, html, format: 'markdown' as const, edited_at: ctx.now, edit_count: post.edit_count + 1 };
      await queries.updatePost(ctx.db, communityId, post.id, values);
      await noteForeignEdit(ctx, post, input.reason ?? null);
    }
    if (ctx.viewer.personId !== null)
      await queries.bindAttachments(ctx.db, communityId, post.id, ctx.viewer.personId, input.attachments);
    await discardDraft(ctx, draftKey.edit(post.id));
    if (title !== null) await editHead(ctx, discussion, title, input);
    await announce(ctx, 'discussions.edited', event(ctx, { ...discussion.place, space: discussion.home }, discussion.id, post.id, post.number, mentioned));
  });
}

async function editHead(ctx: Ctx, discussion: ReadableDiscussion, title: string, input: EditedPost): Promise<void> {
  const communityId = discussion.place.community.id;
  await queries.updateItem(ctx.db, communityId, discussion.id, { title, slug: slugOf(title), updated_at: ctx.now });
  if (input.tags !== undefined) await replaceTags(ctx.db, communityId, discussion.id, parseTags(input.tags));
  if (!input.type || input.type === discussion.type) return;
  const answer = input.type === 'question' ? {} : { answer_id: null };
  await queries.updateDiscussion(ctx.db, communityId, discussion.id, { type: input.type, ...answer });
}

/** Takes a post away and leaves a trace of it; with the opening post goes the whole discussion. */
export async function remove(ctx: Ctx, post: EditablePost, reason: string | null): Promise<void> {
  const { discussion } = post;
  const communityId = discussion.place.community.id;
  await transaction(ctx, async (ctx) => {
    const by = { id: ctx.viewer.personId, at: ctx.now, note: reason };
    const whole = post.id === discussion.id;
    const posts = whole ? await queries.countLivePosts(ctx.db, communityId, discussion.id) : 1;
    if (!(await insertState(ctx.db, communityId, post.id, 'deleted', by))) return;
    await countInSpace(ctx.db, communityId, discussion.home.id, { posts: -posts, ...(whole && { discussions: -1 }) });
    if (discussion.answer_id === post.id) await queries.updateDiscussion(ctx.db, communityId, discussion.id, { answer_id: null });
    const what = event(ctx, { ...discussion.place, space: discussion.home }, discussion.id, post.id, post.number, []);
    const itemIds = whole ? await postIdsOf(ctx.db, communityId, discussion.id) : [post.id];
    await announce(ctx, 'discussions.removed', { ...what, itemIds });
  });
}

/** Brings a deleted reply back; facilitators do. */
export async function restore(ctx: Ctx, post: ReadablePost): Promise<void> {
  if (!permissions(ctx, post.discussion).facilitate) throw notAllowed(ctx.viewer);
  await putBack(ctx, post);
}

/** Brings a deleted reply back, for whoever was found to be allowed to. */
export async function putBack(ctx: Ctx, post: ReadablePost): Promise<void> {
  const { discussion } = post;
  await transaction(ctx, async (ctx) => {
    if (!(await deleteState(ctx.db, discussion.place.community.id, post.id, 'deleted'))) return;
    await countInSpace(ctx.db, discussion.place.community.id, discussion.home.id, { posts: 1 });
    await announce(ctx, 'discussions.restored', event(ctx, { ...discussion.place, space: discussion.home }, discussion.id, post.id, post.number, []));
  });
}
