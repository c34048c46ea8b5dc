import { hash } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import { loadActs, type FollowLevel, type LoadedAct, type ReactionKind } from '../items/index.ts';
import { authorSeen, canEdit, permissions, type Permissions, type ReadableDiscussion } from './access.ts';
import type { Attachment } from './attachments/queries.ts';
import { besideStretch } from './beside/queries.ts';
import { POSTS_A_PAGE } from './links.ts';
import { ownReactions, postsInStretch, type ListedPost } from './queries.ts';

const PEOPLE_SHOWN = 8;

/** A post as every reader sees it, with all that its place on the page shows. */
interface SharedPost extends ListedPost {
  attachments: Attachment[];
  counts: Map<ReactionKind, number>;
  /** A digest of all of this: a key for what is made of it. */
  content: string;
}

/** A post for one viewer. */
export interface ThreadPost extends Omit<SharedPost, 'counts'> {
  reactions: Record<ReactionKind, { count: number; own: boolean }>;
  /** What other features offer beside it. */
  acts: LoadedAct[];
  canEdit: boolean;
  isAnswer: boolean;
  unread: boolean;
}

/** One page of a discussion, for one viewer. */
export interface ThreadPage {
  posts: ThreadPost[];
  tags: { slug: string; name: string }[];
  people: Awaited<ReturnType<typeof besideStretch>>['people'];
  number: number;
  last: number;
  read: number;
  follow: FollowLevel | null;
  may: Permissions;
}

/** Reads one page of a discussion: a fixed number of statements, however long the discussion is. */
export async function threadPage(ctx: Ctx, discussion: ReadableDiscussion, number: number): Promise<ThreadPage> {
  const { personId } = ctx.viewer;
  const { posts: shared, tags, people } = await sharedPage(ctx, discussion, number);
  const reacted = shared.filter((post) => post.counts.size > 0).map((post) => post.id);
  const communityId = discussion.place.community.id;
  const own = personId === null ? [] : await ownReactions(ctx.db, communityId, personId, reacted);
  const actsOf = await loadActs(ctx, communityId, shared.filter((post) => post.deleted_at === null).map((post) => post.id));
  const read = discussion.read ?? 0;
  const posts = shared.map(({ counts, ...post }): ThreadPost => {
    const reaction = (kind: ReactionKind) => ({
      count: counts.get(kind) ?? 0,
      own: own.some((r) => r.item_id === post.id && r.kind === kind),
    });
    return {
      ...post,
      reactions: { thanks: reaction('thanks'), same: reaction('same'), used: reaction('used') },
      acts: actsOf(post.id),
      canEdit: canEdit(ctx, discussion, post),
      isAnswer: discussion.answer_id === post.id,
      unread: personId !== null && read > 0 && post.number > read && post.author_id !== personId,
    };
  });
  const last = Math.max(1, Math.ceil(discussion.post_count / POSTS_A_PAGE));
  return { posts, tags, people, number, last, read, follow: discussion.follow, may: permissions(ctx, discussion) };
}

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
      const { html, ...rest } = row;
      const files = gone ? [] : attachments.filter((a) => a.item_id === row.id);
      const counts = new Map(reactions.filter((r) => r.item_id === row.id).map((r) => [r.kind, r.count]));
      // The text changes only by an edit, which counts; attachments come with their posts.
      const content = hash('sha1', JSON.stringify([rest, files.map((file) => file.id), [...counts]]), 'base64url');
      return { ...row, html: gone ? '' : html, attachments: files, counts, content };
    });
    return { posts, tags, people };
  });
}
