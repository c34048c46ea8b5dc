import type { Ctx } from '#platform/context.ts';
import { tagsOf, type FollowLevel, type ReactionKind } from '../items/index.ts';
import { canEdit, permissions, type Permissions, type ReadableDiscussion } from './access.ts';
import { attachmentsOf, type Attachment } from './attachments/queries.ts';
import { POSTS_A_PAGE } from './links.ts';
import { peopleOf, postsInStretch, reactionsInStretch, type ListedPost } from './queries.ts';

const PEOPLE_SHOWN = 8;

/** A post with all that its place on the page shows. */
export interface ThreadPost extends ListedPost {
  reactions: Record<ReactionKind, { count: number; own: boolean }>;
  attachments: Attachment[];
  canEdit: boolean;
  isAnswer: boolean;
  unread: boolean;
}

/** One page of a discussion, for one viewer. */
export interface ThreadPage {
  posts: ThreadPost[];
  tags: { slug: string; name: string }[];
  people: Awaited<ReturnType<typeof peopleOf>>;
  number: number;
  last: number;
  read: number;
  follow: FollowLevel | null;
  may: Permissions;
}

/** Reads one page of a discussion: a fixed number of statements, however long the discussion is. */
export async function threadPage(ctx: Ctx, discussion: ReadableDiscussion, number: number): Promise<ThreadPage> {
  const communityId = discussion.place.community.id;
  const { personId } = ctx.viewer;
  const from = (number - 1) * POSTS_A_PAGE + 1;
  const stretch = { communityId, discussionId: discussion.id, from, to: from + POSTS_A_PAGE - 1 };
  const rows = await postsInStretch(ctx.db, stretch);
  const ids = rows.map((row) => row.id);
  const [reactions, attachments, tags, people] = await Promise.all([
    reactionsInStretch(ctx.db, stretch, personId),
    attachmentsOf(ctx.db, communityId, ids),
    tagsOf(ctx.db, communityId, [discussion.id]),
    peopleOf(ctx.db, communityId, discussion.id, PEOPLE_SHOWN),
  ]);
  const read = discussion.read ?? 0;
  const posts = rows.map((row): ThreadPost => {
    const gone = row.deleted_at !== null;
    const given = reactions.filter((r) => r.item_id === row.id);
    const count = (kind: ReactionKind) => {
      const reaction = given.find((r) => r.kind === kind);
      return { count: reaction?.count ?? 0, own: reaction?.own != null };
    };
    return {
      ...row,
      html: gone ? '' : row.html,
      reactions: { thanks: count('thanks'), same: count('same'), used: count('used') },
      attachments: gone ? [] : attachments.filter((a) => a.item_id === row.id),
      canEdit: canEdit(ctx, discussion, row),
      isAnswer: discussion.answer_id === row.id,
      unread: personId !== null && read > 0 && row.number > read && row.author_id !== personId,
    };
  });
  const last = Math.max(1, Math.ceil(discussion.post_count / POSTS_A_PAGE));
  return { posts, tags, people, number, last, read, follow: discussion.follow, may: permissions(ctx, discussion) };
}
