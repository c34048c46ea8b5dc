import { hash } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import { loadActs, type FollowLevel, type LoadedAct, type ReactionKind } from '../items/index.ts';
import { authorSeen, editing, permissions, type Permissions, type ReadableDiscussion } from './access.ts';
import type { Attachment } from './attachments/queries.ts';
import { besideStretch } from './beside/queries.ts';
import { POSTS_A_PAGE } from './links.ts';
import { ownReactions, postsInStretch, type DiscussionStanding, type ListedPost } from './queries.ts';

const PEOPLE_SHOWN = 8;

/** A post as every reader sees it, with all that its place on the page shows. */
export interface SharedPost extends ListedPost {
  attachments: Attachment[];
  counts: Partial<Record<ReactionKind, number>>;
  /** A digest of all of this: a key for what is made of it. */
  content: string;
}

/**
 * How a viewer stands to a post, in words: the reactions that they gave, and whether it is their `own`,
 * theirs to `edit`, `unread`, or the `answer`; and what other features offer beside it.
 */
export interface Stance {
  words: string;
  acts: LoadedAct[];
}

/** One page of a discussion, for one viewer. */
export interface ThreadPage {
  posts: SharedPost[];
  /** A digest of what every reader sees alike: posts, tags and people. */
  content: string;
  /** How the viewer stands to each of the posts. */
  stances: Stance[];
  /** The number of the first post that is new to them. */
  firstUnread: number | null;
  tags: { slug: string; name: string }[];
  people: Awaited<ReturnType<typeof besideStretch>>['people'];
  number: number;
  last: number;
  /** Whether what is new to them stands on another page. */
  goesOn: boolean;
  follow: FollowLevel | null;
  may: Permissions;
}

/** Reads one page of a discussion: a fixed number of statements, however long the discussion is. */
export async function threadPage(ctx: Ctx, discussion: ReadableDiscussion, standing: DiscussionStanding, number: number): Promise<ThreadPage> {
  const shared = await sharedPage(ctx, discussion, number);
  const read = standing.read ?? 0;
  const last = Math.max(1, Math.ceil(discussion.post_count / POSTS_A_PAGE));
  const firstUnread = shared.posts.find((post) => isUnread(ctx, read, post))?.number ?? null;
  return {
    ...shared,
    stances: await stancesTo(ctx, discussion, read, shared.posts),
    firstUnread,
    number,
    last,
    goesOn: read > 0 && read < discussion.post_count && firstUnread === null,
    follow: standing.follow,
    may: permissions(ctx, discussion),
  };
}

async function stancesTo(ctx: Ctx, discussion: ReadableDiscussion, read: number, posts: SharedPost[]): Promise<Stance[]> {
  const { personId } = ctx.viewer;
  const communityId = discussion.place.community.id;
  const reacted = posts.filter((post) => post.counts.thanks || post.counts.same || post.counts.used).map((post) => post.id);
  const [reactions, actsOf] = await Promise.all([
    personId === null ? [] : ownReactions(ctx.db, communityId, personId, reacted),
    loadActs(ctx, communityId, posts.filter((post) => post.deleted_at === null).map((post) => post.id)),
  ]);
  const mayEdit = editing(ctx, discussion);
  return posts.map((post) => {
    let words = '';
    for (const given of reactions) if (given.item_id === post.id) words += `${given.kind} `;
    if (personId !== null && post.author_id === personId) words += 'own ';
    if (mayEdit(post)) words += 'edit ';
    if (isUnread(ctx, read, post)) words += 'unread ';
    if (discussion.answer_id === post.id) words += 'answer ';
    return { words, acts: actsOf(post.id) };
  });
}

const isUnread = ({ viewer: { personId } }: Ctx, read: number, post: SharedPost) =>
  personId !== null && read > 0 && post.number > read && post.author_id !== personId;

/** What all readers of a page of a discussion see alike, read once while nothing changes in its community. */
function sharedPage(ctx: Ctx, discussion: ReadableDiscussion, number: number) {
  const communityId = discussion.place.community.id;
  const from = (number - 1) * POSTS_A_PAGE + 1;
  const stretch = { communityId, discussionId: discussion.id, from, to: from + POSTS_A_PAGE - 1 };
  return ctx.services.beats.keep(ctx, communityId, `thread ${discussion.id} ${number}`, async () => {
    const [rows, { reactions, attachments, tags, people }] = await Promise.all([postsInStretch(ctx.db, stretch), besideStretch(ctx.db, { ...stretch, people: PEOPLE_SHOWN })]);
    const posts = rows.map((listed): SharedPost => {
      const row = { ...listed, ...authorSeen(discussion, listed) };
      const gone = row.deleted_at !== null;
      const files = gone ? [] : attachments.filter((a) => a.item_id === row.id);
      const counts = Object.fromEntries(reactions.filter((r) => r.item_id === row.id).map((r) => [r.kind, r.count]));
      const content = hash('sha1', JSON.stringify([row, files, counts]), 'base64url');
      return { ...row, html: gone ? '' : row.html, attachments: files, counts, content };
    });
    return { posts, tags, people, content: hash('sha1', JSON.stringify([posts.map((post) => post.content), tags, people]), 'base64url') };
  });
}
