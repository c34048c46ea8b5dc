import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { slug } from '#platform/text/excerpt.ts';
import { canFacilitate, countInSpace, type Place, type ReadableSpace } from '../../communities/index.ts';
import { deleteState, insertState, replaceTags, tagsOf, type ItemState } from '../../items/index.ts';
import { permissions, type FacilitatedDiscussion, type ReadablePost } from '../access.ts';
import { recount, renumber } from '../archive/queries.ts';
import { countLivePosts, insertDiscussion, updateDiscussion, updateItem } from '../posts/queries.ts';
import { discussionById, postIdsOf } from '../queries.ts';
import * as queries from './queries.ts';

/** Pins or closes a discussion, or takes that back. */
export async function setState(ctx: Ctx, discussion: FacilitatedDiscussion, state: Extract<ItemState, 'pinned' | 'closed'>, on: boolean): Promise<void> {
  const communityId = discussion.place.community.id;
  await transaction(ctx, async (ctx) => {
    const changed = on
      ? await insertState(ctx.db, communityId, discussion.id, state, { id: ctx.viewer.personId, at: ctx.now })
      : await deleteState(ctx.db, communityId, discussion.id, state);
    if (changed) await announce(ctx, `discussions.${on ? '' : 'un'}${state}`, { communityId, discussionId: discussion.id });
  });
}

/** Marks the reply that answered the question, or takes the mark back. */
export async function accept(ctx: Ctx, post: ReadablePost, on: boolean): Promise<void> {
  const { discussion } = post;
  if (!permissions(ctx, discussion).accept) throw notAllowed(ctx.viewer);
  if (post.id === discussion.id || post.deleted_at !== null) throw new Refusal('conflict', 'discussions.error.accept');
  if (!on && discussion.answer_id !== post.id) return;
  const communityId = discussion.place.community.id;
  await transaction(ctx, async (ctx) => {
    await updateDiscussion(ctx.db, communityId, discussion.id, { answer_id: on ? post.id : null });
    const payload = { communityId, discussionId: discussion.id, itemId: post.id, itemIds: [discussion.id, post.id], byId: ctx.viewer.personId };
    await announce(ctx, on ? 'discussions.accepted' : 'discussions.unaccepted', payload);
  });
}

/** Moves a discussion with all its posts to another space that the viewer facilitates. */
export async function move(ctx: Ctx, discussion: FacilitatedDiscussion, spaceId: number): Promise<ReadableSpace> {
  const { place, home } = discussion;
  const target = place.spaces.find((space) => space.id === spaceId);
  if (!target || !canFacilitate(ctx.viewer, target)) throw invalidField('space', 'discussions.error.space');
  if (target.id === home.id) return target;
  const communityId = place.community.id;
  await transaction(ctx, async (ctx) => {
    await lock(ctx, communityId, [discussion.id]);
    const posts = await countLivePosts(ctx.db, communityId, discussion.id);
    await queries.moveItems(ctx.db, communityId, discussion.id, target.id);
    await countInSpace(ctx.db, communityId, home.id, { discussions: -1, posts: -posts });
    await countInSpace(ctx.db, communityId, target.id, { discussions: 1, posts }, ctx.now);
    const itemIds = await postIdsOf(ctx.db, communityId, discussion.id);
    await announce(ctx, 'discussions.moved', { communityId, discussionId: discussion.id, itemIds });
  });
  return target;
}

// What is rearranged holds still meanwhile; a discussion that was just merged away is no longer there.
async function lock(ctx: Ctx, communityId: number, ids: number[]): Promise<void> {
  if (!(await queries.lockDiscussions(ctx.db, communityId, ids))) throw notFound();
}

/** Gives chosen replies a discussion of their own; the first of them opens it. */
export async function split(ctx: Ctx, discussion: FacilitatedDiscussion, title: string, chosen: number[]): Promise<{ id: number; slug: string }> {
  const communityId = discussion.place.community.id;
  return transaction(ctx, async (ctx) => {
    await lock(ctx, communityId, [discussion.id]);
    const ids = (await queries.livePostIdsOf(ctx.db, communityId, discussion.id)).filter((id) => chosen.includes(id) && id !== discussion.id);
    const [first] = ids;
    if (first === undefined) throw invalidField('posts', 'discussions.error.split_none');
    const address = slug(title);
    await updateItem(ctx.db, communityId, first, { kind: 'discussion', parent_id: null, title, slug: address });
    const base = { community_id: communityId, item_id: first, space_id: discussion.home.id, type: 'conversation' as const };
    await insertDiscussion(ctx.db, { ...base, last_post_at: ctx.now, last_author_id: null, last_item_id: first, answer_id: null });
    await queries.giveTo(ctx.db, communityId, ids, first);
    await queries.splitReadMarks(ctx.db, communityId, discussion.id, first);
    await queries.copyFollows(ctx.db, communityId, discussion.id, first);
    for (const id of [discussion.id, first]) {
      await renumber(ctx.db, communityId, id);
      await recount(ctx.db, communityId, id);
    }
    if (discussion.answer_id !== null && ids.includes(discussion.answer_id))
      await updateDiscussion(ctx.db, communityId, discussion.id, { answer_id: null });
    await countInSpace(ctx.db, communityId, discussion.home.id, { discussions: 1 });
    await announce(ctx, 'discussions.split', { communityId, discussionId: discussion.id, itemIds: [discussion.id, ...ids] });
    return { id: first, slug: address };
  });
}

/** Puts all posts of a discussion into another one, by their time. Old addresses lead there. */
export async function merge(ctx: Ctx, discussion: FacilitatedDiscussion, into: FacilitatedDiscussion): Promise<void> {
  if (into.id === discussion.id) throw invalidField('into', 'discussions.error.merge_self');
  const communityId = discussion.place.community.id;
  await transaction(ctx, async (ctx) => {
    await lock(ctx, communityId, [discussion.id, into.id]);
    const ids = await postIdsOf(ctx.db, communityId, discussion.id);
    const posts = await countLivePosts(ctx.db, communityId, discussion.id);
    if (into.home.id !== discussion.home.id) await queries.moveItems(ctx.db, communityId, discussion.id, into.home.id);
    await uniteTags(ctx, communityId, discussion.id, into.id);
    await queries.copyFollows(ctx.db, communityId, discussion.id, into.id);
    await queries.tieReadMarks(ctx.db, communityId, [discussion.id, into.id]);
    await updateItem(ctx.db, communityId, discussion.id, { kind: 'reply', title: null, slug: null });
    await queries.giveTo(ctx.db, communityId, ids, into.id);
    await renumber(ctx.db, communityId, into.id);
    await recount(ctx.db, communityId, into.id);
    await queries.mergeReadMarks(ctx.db, communityId, discussion.id, into.id);
    await queries.dissolveDiscussion(ctx.db, communityId, discussion.id, into.id);
    await countInSpace(ctx.db, communityId, discussion.home.id, { discussions: -1, posts: -posts });
    await countInSpace(ctx.db, communityId, into.home.id, { posts });
    await announce(ctx, 'discussions.merged', { communityId, discussionId: into.id, itemIds: [into.id, ...ids] });
  });
}

async function uniteTags(ctx: Ctx, communityId: number, from: number, to: number): Promise<void> {
  const tags = await tagsOf(ctx.db, communityId, [from, to]);
  await replaceTags(ctx.db, communityId, from, []);
  await replaceTags(ctx.db, communityId, to, [...new Map(tags.map(({ slug, name }) => [slug, { slug, name }])).values()]);
}

/** Brings a deleted discussion back, for those who facilitate its space. */
export async function restoreDiscussion(ctx: Ctx, place: Place, id: number): Promise<void> {
  const communityId = place.community.id;
  const discussion = await discussionById(ctx.db, communityId, id);
  const home = place.spaces.find((space) => space.id === discussion?.space_id);
  if (!discussion || !home || !canFacilitate(ctx.viewer, home)) throw notAllowed(ctx.viewer);
  await bringBack(ctx, home, id);
}

/** Brings a deleted discussion back into its space, for whoever was found to be allowed to. */
export async function bringBack(ctx: Ctx, home: ReadableSpace, id: number): Promise<void> {
  const communityId = home.community_id;
  await transaction(ctx, async (ctx) => {
    if (!(await deleteState(ctx.db, communityId, id, 'deleted'))) return;
    await countInSpace(ctx.db, communityId, home.id, { discussions: 1, posts: await countLivePosts(ctx.db, communityId, id) });
    const itemIds = await postIdsOf(ctx.db, communityId, id);
    await announce(ctx, 'discussions.restored', { communityId, discussionId: id, itemIds });
  });
}
