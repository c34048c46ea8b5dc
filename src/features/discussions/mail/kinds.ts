import { createContext, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { excerpt, plainText } from '#platform/text/excerpt.ts';
import { translator } from '#platform/i18n/index.ts';
import { hrefOf, readablePlace } from '../../communities/index.ts';
import { TO_PERSON } from '../../people/index.ts';
import { mailedAs, messageIdsOf } from '../../items/index.ts';
import { addNotificationKind, namesOf, type Excerpt, type Line, type MailRequest, type Rendered } from '../../notifications/index.ts';
import { readablePost, standingOf, type ReadablePost } from '../access.ts';
import { filesOfItem } from '../attachments/queries.ts';
import { answerable, POST } from './answerable.ts';
import { postLetter } from './letter.ts';
import { postsWithMarks } from './queries.ts';

const MAILED = 'post';

/** What people are told of discussions, and why. */
export function setUpKinds(): void {
  mailedAs(MAILED, ['discussion', 'reply']);
  addNotificationKind({
    name: 'discussions.post',
    reasons: {
      mention: { interest: 'personal', why: 'discussions.mail.why_mention' },
      answer: { interest: 'personal', why: 'discussions.mail.why_answer' },
      follow: { interest: 'followed', why: 'discussions.mail.why_follow' },
      question: { interest: 'question', why: 'discussions.mail.why_question' },
      space: { interest: 'any', why: 'discussions.mail.why_space' },
      own: { interest: 'standing', why: 'discussions.mail.why_own' },
    },
    render: renderPost,
    mail: mailPost,
    excerpts: excerptsOfPosts,
  });
  addNotificationKind({
    name: 'discussions.accepted',
    reasons: { accepted: { interest: 'personal', why: 'discussions.mail.why_accepted' } },
    render: (ctx, line) => rendered(ctx, line, 'accepted'),
  });
  addNotificationKind({
    name: 'discussions.reacted',
    reasons: {
      thanks: { interest: 'personal', why: 'discussions.mail.why_reacted' },
      same: { interest: 'personal', why: 'discussions.mail.why_reacted' },
      used: { interest: 'personal', why: 'discussions.mail.why_reacted' },
    },
    defaults: { mail: false, push: false },
    render: (ctx, line) => rendered(ctx, line, line.reason),
  });
}

function renderPost(ctx: Ctx, line: Line): Rendered | null {
  const opening = line.itemId === line.threadId && line.count === 1;
  const told = line.reason === 'mention' || line.reason === 'answer' ? line.reason : opening ? 'started' : 'replied';
  return rendered(ctx, line, told);
}

function rendered({ viewer }: Ctx, line: Line, told: string): Rendered | null {
  const { community, space, thread } = line;
  if (!community || !space || !thread || line.itemId === null) return null;
  const t = translator(viewer.language);
  const list = `${hrefOf(community, space.parent_id === null ? null : space)}/discussions`;
  return {
    title: thread.title ?? '',
    href: `${list}/posts/${line.itemId}`,
    text: t(`discussions.told.${told}`, { n: line.count, names: namesOf(t, line.actors) || t('discussions.unknown') }),
    follow: `${list}/${thread.id}/follow`,
  };
}

/** First lines of posts that the viewer has not read. */
async function excerptsOfPosts({ db, viewer }: Ctx, items: { communityId: number; id: number }[]): Promise<Map<number, Excerpt>> {
  const t = translator(viewer.language);
  const posts = await postsWithMarks(db, viewer.personId!, items);
  return new Map(
    posts
      .filter((post) => (post.read ?? 0) < post.number)
      .map((post) => {
        const alone = post.replies === 'author';
        const reply = alone ? { kind: TO_PERSON, target: [post.author_id ?? 0], alone } : { kind: POST, target: [post.community_id, post.item_id] };
        return [post.item_id, { by: post.author_name ?? t('discussions.unknown'), words: excerpt(plainText(post.html)), reply }];
      }),
  );
}

/** The post itself, as it is now. Declines when it was read on the web meanwhile. */
async function mailPost(ctx: Ctx, { line, why, unsubscribe }: MailRequest) {
  const post = await postFor(ctx, line.community!.slug, line.itemId!);
  if (!post || post.deleted_at !== null) return null;
  if (line.reason !== 'own' && ((await standingOf(ctx, post.discussion)).read ?? 0) >= post.number) return null;
  const thread = [post.discussion.id, post.reply_to_id ?? post.discussion.id];
  const messageId = await messageIdsOf(ctx, MAILED, post.discussion.community_id, [post.id, ...thread]);
  const files = await filesOfItem(ctx.db, { communityId: post.discussion.community_id, itemId: post.id });
  return postLetter(ctx.services.config, ctx.viewer, post, { mentions: line.reason === 'mention', why, unsubscribe, messageId, files, answer: await answerable(ctx, post) });
}

// What the person may not read does not exist for them, also by mail.
async function postFor({ services, viewer }: Ctx, communitySlug: string, itemId: number): Promise<ReadablePost | null> {
  const ctx = createContext(services, viewer);
  try {
    return await readablePost(ctx, await readablePlace(ctx, communitySlug, null), itemId);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return null;
    throw error;
  }
}
