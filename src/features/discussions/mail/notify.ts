import { reactTo } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { followersOf, type ReactionKind } from '../../items/index.ts';
import { notify, watchersOf, withdraw } from '../../notifications/index.ts';
import { discussionById, postById } from '../queries.ts';
import { setUpKinds } from './kinds.ts';
import { readersOf } from './queries.ts';
import { whoIsTold } from './who.ts';

/** Recipients that one job finds; the next stretch is the next job's. */
const STRETCH = 200;
const NOTIFY = 'discussions.notify';

interface About {
  communityId: number;
  discussionId: number;
  itemId: number;
}

interface Posted extends About {
  authorId: number | null;
  mentioned: number[];
  /** Of whom this stretch is, where not of all: first those who follow, then those who watch the space. */
  of?: 'watchers';
  /** The person after whom it begins. */
  after?: number;
}

/** Tells people of what happens in discussions: an event finds its recipients, the ledger does the rest. */
export function setUpTelling(): void {
  setUpKinds();
  defineJob<Posted>(NOTIFY, tellOfPost, { light: true });
  defineJob<About & { byId: number | null }>('discussions.notify_accepted', tellOfAnswer, { light: true });
  defineJob<About & { kind: ReactionKind; authorId: number }>('discussions.notify_reacted', tellOfReaction, { light: true });
  defineJob<About & { itemIds: number[] }>('discussions.withdraw', (ctx, { communityId, itemIds }) => withdraw(ctx, communityId, itemIds), { light: true });
  for (const event of ['discussions.started', 'discussions.replied']) reactTo(event, NOTIFY);
  reactTo('discussions.accepted', 'discussions.notify_accepted');
  reactTo('discussions.reacted', 'discussions.notify_reacted');
  reactTo('discussions.removed', 'discussions.withdraw');
}

async function tellOfPost(ctx: Ctx, event: Posted): Promise<void> {
  const { communityId, discussionId, itemId, authorId } = event;
  const discussion = await discussionById(ctx.db, communityId, discussionId);
  const post = await postById(ctx.db, communityId, itemId);
  if (!discussion || !post || post.deleted_at !== null) return;
  const opening = itemId === discussionId;
  const asks = opening && discussion.type === 'question';
  const { followers, watchers, next } = await nextStretch(ctx, event, discussion.space_id, asks);
  const first = event.of === undefined && event.after === undefined;
  const askerId = first && !opening && discussion.type === 'question' ? discussion.author_id : null;
  const people = { mentioned: first ? event.mentioned : [], followers, watchers };
  const all = [...people.mentioned, ...followers, ...watchers, ...(askerId === null ? [] : [askerId])];
  const readers = await readersOf(ctx.db, communityId, discussionId, post.number, all.filter((personId) => personId !== authorId));
  await transaction(ctx, async (ctx) => {
    const about = { communityId, spaceId: discussion.space_id, itemId, threadId: discussionId, position: post.number, actorId: authorId };
    const to = whoIsTold({ authorId, asks, askerId }, { ...people, readers });
    await notify(ctx, { kind: 'discussions.post', ...about, bundle: `discussion ${discussionId}`, tellsAuthor: first, to });
    if (next) await ctx.services.jobs.enqueue(ctx, NOTIFY, { ...event, ...next });
  });
}

/** The people of this stretch, and where the next one begins. */
async function nextStretch(ctx: Ctx, { communityId, discussionId, of, after = 0 }: Posted, spaceId: number, asks: boolean) {
  const followers = of ? [] : await followersOf(ctx.db, communityId, discussionId, after, STRETCH);
  if (followers.length === STRETCH) return { followers, watchers: [], next: { after: followers.at(-1) } };
  const watchers = await watchersOf(ctx.db, { communityId, spaceId, levels: asks ? ['everything', 'questions'] : ['everything'] }, of ? after : 0, STRETCH);
  return { followers, watchers, next: watchers.length === STRETCH ? { of: 'watchers', after: watchers.at(-1) } : null };
}

/** Whose post was accepted as the answer. */
async function tellOfAnswer(ctx: Ctx, { communityId, discussionId, itemId, byId }: About & { byId: number | null }): Promise<void> {
  await tellAuthor(ctx, { communityId, discussionId, itemId }, { kind: 'discussions.accepted', reason: 'accepted', key: String(itemId), actorId: byId });
}

/** Whose post was thanked for, or used; one line for all of a kind. */
async function tellOfReaction(ctx: Ctx, event: About & { kind: ReactionKind; authorId: number }): Promise<void> {
  const key = `${event.kind} ${event.itemId} ${event.authorId}`;
  await tellAuthor(ctx, event, { kind: 'discussions.reacted', reason: event.kind, key, bundle: `${event.kind} ${event.itemId}`, actorId: event.authorId });
}

async function tellAuthor(
  ctx: Ctx,
  { communityId, discussionId, itemId }: About,
  { reason, ...told }: { kind: string; reason: string; key: string; bundle?: string; actorId: number | null },
): Promise<void> {
  const post = await postById(ctx.db, communityId, itemId);
  const discussion = await discussionById(ctx.db, communityId, discussionId);
  if (!post || !discussion || post.author_id === null) return;
  const to = [{ personId: post.author_id, reason }];
  const about = { communityId, spaceId: discussion.space_id, itemId, threadId: discussionId, position: post.number };
  await transaction(ctx, (ctx) => notify(ctx, { ...about, ...told, to }));
}
