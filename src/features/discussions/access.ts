import type { Ctx } from '#platform/context.ts';
import { notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { canFacilitate, canOnceJoined, canWrite, isClosed, type Place, type ReadableSpace } from '../communities/index.ts';
import { maySee } from '../people/index.ts';
import { discussionById, postById, standingTo, type Discussion, type DiscussionStanding, type DiscussionState, type Post } from './queries.ts';

/** The capability of starting discussions. */
export const START = 'discussions.start';

declare const readable: unique symbol;
declare const replyable: unique symbol;
declare const editable: unique symbol;
declare const facilitated: unique symbol;

/** A discussion that the viewer may read, where it stands, and its states. */
export type ReadableDiscussion = Discussion &
  DiscussionState & { readonly [readable]: true; place: Place; home: ReadableSpace };
/** A discussion that the viewer may write in. */
export type ReplyableDiscussion = ReadableDiscussion & { readonly [replyable]: true };
/** A discussion that the viewer facilitates. */
export type FacilitatedDiscussion = ReadableDiscussion & { readonly [facilitated]: true };
/** A post that the viewer may read, in its discussion. */
export type ReadablePost = Post & { readonly [readable]: true; discussion: ReadableDiscussion };
/** A post that the viewer may change or delete. */
export type EditablePost = ReadablePost & { readonly [editable]: true };

/** Loads a discussion of the place for whoever may read it; otherwise it does not exist. What is only read may be read from memory, while nothing changes. */
export async function readableDiscussion(ctx: Ctx, place: Place, id: number, { kept = false } = {}): Promise<ReadableDiscussion> {
  const communityId = place.community.id;
  const load = () => discussionById(ctx.db, communityId, id);
  const discussion = kept ? await ctx.services.beats.keep(ctx, communityId, `discussion ${communityId} ${id}`, load) : await load();
  const home = discussion && place.spaces.find((space) => space.id === discussion.space_id);
  if (!discussion || !home || discussion.deleted_at !== null) throw notFound();
  return { ...discussion, place, home } as ReadableDiscussion;
}

/** How the viewer stands to a discussion. */
export function standingOf({ db, viewer }: Ctx, { community_id, id }: ReadableDiscussion): Promise<DiscussionStanding> {
  return standingTo(db, community_id, id, viewer.personId);
}

/** What the viewer may do in a discussion: the page hides what the server would refuse. */
export function permissions({ viewer }: Ctx, discussion: ReadableDiscussion) {
  const facilitates = canFacilitate(viewer, discussion.home);
  const member = canWrite(viewer, discussion.home);
  const here = { community: discussion.place.community, space: discussion.home };
  return {
    reply: canOnceJoined(viewer, here, 'contribute') && (discussion.closed_at === null || facilitates),
    /** Replying also joins. */
    joins: !member && canOnceJoined(viewer, here, 'contribute'),
    react: member,
    follow: viewer.personId !== null,
    accept: discussion.type === 'question' && (facilitates || (member && viewer.personId === discussion.author_id)),
    facilitate: facilitates,
  };
}

export type Permissions = ReturnType<typeof permissions>;

export async function replyableDiscussion(ctx: Ctx, place: Place, id: number): Promise<ReplyableDiscussion> {
  const discussion = await readableDiscussion(ctx, place, id);
  if (permissions(ctx, discussion).reply) return discussion as ReplyableDiscussion;
  if (ctx.viewer.personId !== null && discussion.closed_at !== null) throw new Refusal('conflict', 'discussions.error.closed');
  throw notAllowed(ctx.viewer);
}

export async function facilitatedDiscussion(ctx: Ctx, place: Place, id: number): Promise<FacilitatedDiscussion> {
  const discussion = await readableDiscussion(ctx, place, id);
  if (!permissions(ctx, discussion).facilitate) throw notAllowed(ctx.viewer);
  return discussion as FacilitatedDiscussion;
}

export async function readablePost(ctx: Ctx, place: Place, id: number): Promise<ReadablePost> {
  const post = await postById(ctx.db, place.community.id, id);
  if (!post) throw notFound();
  return asReadable(await readableDiscussion(ctx, place, post.discussion_id), post);
}

/** A post of a discussion that the viewer was found to be allowed to read. */
export async function postIn(ctx: Ctx, discussion: ReadableDiscussion, id: number): Promise<ReadablePost> {
  const post = await postById(ctx.db, discussion.place.community.id, id);
  if (post?.discussion_id !== discussion.id) throw notFound();
  return asReadable(discussion, post);
}

function asReadable(discussion: ReadableDiscussion, post: Post): ReadablePost {
  return { ...post, ...authorSeen(discussion, post), discussion } as ReadablePost;
}

/** Of an author's organisation all readers of a page see the same: what everyone who may read there may see. */
export function authorSeen({ place, home }: ReadableDiscussion, { author_organisation, author_audiences }: Pick<Post, 'author_organisation' | 'author_audiences'>) {
  const everyone = place.community.visibility === 'public' && home.visibility === 'public';
  const seen = author_audiences !== null && maySee({ audiences: author_audiences }, 'organisations', everyone ? 0 : 1);
  return { author_organisation: seen ? author_organisation : null };
}

/** Authors change their own posts while they belong here; facilitators any. */
export function editing({ viewer }: Ctx, { home, closed_at }: ReadableDiscussion): (post: { author_id: number | null }) => boolean {
  if (isClosed(home)) return () => false;
  if (canFacilitate(viewer, home)) return () => true;
  if (viewer.personId === null || closed_at !== null || !canWrite(viewer, home)) return () => false;
  return (post) => post.author_id === viewer.personId;
}

export async function editablePost(ctx: Ctx, place: Place, id: number): Promise<EditablePost> {
  const post = await readablePost(ctx, place, id);
  if (post.deleted_at !== null) throw new Refusal('gone', 'discussions.error.deleted');
  if (!editing(ctx, post.discussion)(post)) throw notAllowed(ctx.viewer);
  return post as EditablePost;
}

/** A post that the viewer may thank for, say "same for me" to, or mark as used. */
export async function reactablePost(ctx: Ctx, place: Place, id: number): Promise<ReadablePost> {
  const post = await readablePost(ctx, place, id);
  if (!permissions(ctx, post.discussion).react) throw notAllowed(ctx.viewer);
  if (post.deleted_at !== null) throw new Refusal('gone', 'discussions.error.deleted');
  return post;
}
