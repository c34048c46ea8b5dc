import { noteInTransaction, reactTo } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { decayedLog, LATELY, STEADILY } from './decay.ts';
import * as queries from './queries.ts';

const COUNT = 'expertise.count';
const COUNT_ALL = 'expertise.count_all';
const EVENT = 'expertise.happened';
const EVENTS = ['started', 'archived', 'removed', 'restored', 'moved', 'split', 'merged', 'accepted', 'unaccepted', 'reacted', 'signed_over'];

/** What is older has faded. */
const MOST_POSTS = 300;
const PEOPLE_AT_ONCE = 200;
const IDS_AT_ONCE = 500;
/** What somebody writes within a minute is counted together. */
const SETTLE_MS = 60_000;

/** An accepted answer counts twice, one that somebody gave thanks for one and a half times. */
const ACCEPTED = 1;
const THANKED = 0.5;

/**
 * Keeps how much each person answers others. Counted anew from their latest posts, so that doing it
 * twice, after a move or a deletion, is right too.
 */
export async function countAnswers(db: Db, communityId: number, personId: number): Promise<void> {
  const posts = await queries.lastPostsOf(db, communityId, personId, MOST_POSTS);
  const rows = [...Map.groupBy(posts, (post) => post.space_id)].map(([spaceId, own]) => {
    const answers = own.filter((post) => post.number > 1 && post.asker_id !== personId);
    const events = answers.map(({ at, accepted, thanks }) => ({ at, weight: 1 + (accepted ? ACCEPTED : 0) + (thanks ? THANKED : 0) }));
    const counts = { posts: own.length, answers: answers.length, firsts: answers.filter((post) => post.number === 2).length };
    return { community_id: communityId, space_id: spaceId, person_id: personId, lately: decayedLog(events, LATELY), steadily: decayedLog(events, STEADILY), ...counts };
  });
  await queries.replaceAnswering(db, communityId, personId, rows);
}

interface Happened {
  communityId: number;
  itemId?: number;
  itemIds?: number[];
}

export function setUpCounting(): void {
  defineJob<{ communityId: number; personId: number }>(COUNT, async (ctx, { communityId, personId }) => {
    await transaction(ctx, (ctx) => countAnswers(ctx.db, communityId, personId));
  });
  defineJob<Happened>(EVENT, happened, { light: true });
  defineJob<{ communityId: number; after?: number }>(COUNT_ALL, countAll);
  for (const event of EVENTS) reactTo(`discussions.${event}`, EVENT);
  reactTo('items.moved', EVENT);
  // Replies are many, and say themselves who answered.
  noteInTransaction('discussions.replied', (ctx, { communityId, authorId }) => countSoon(ctx, communityId, authorId === null ? [] : [authorId as number], SETTLE_MS));
}

async function happened(ctx: Ctx, { communityId, itemId, itemIds }: Happened): Promise<void> {
  const ids = itemIds ?? (itemId === undefined ? [] : [itemId]);
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE)
    await countSoon(ctx, communityId, await queries.authorsOf(ctx.db, communityId, ids.slice(at, at + IDS_AT_ONCE)), SETTLE_MS);
}

async function countSoon(ctx: Ctx, communityId: number, personIds: number[], wait: number): Promise<void> {
  await transaction(ctx, async (ctx) => {
    for (const personId of personIds)
      await ctx.services.jobs.enqueue(ctx, COUNT, { communityId, personId }, { uniqueKey: `${COUNT}:${communityId}:${personId}`, runAt: ctx.now + wait, priority: 7 });
  });
}

/** Counts everyone who wrote in a community, a stretch of people at a time. */
async function countAll(ctx: Ctx, { communityId, after = 0 }: { communityId: number; after?: number }): Promise<void> {
  const people = await queries.authorsAfter(ctx.db, communityId, after, PEOPLE_AT_ONCE);
  await countSoon(ctx, communityId, people, 0);
  if (people.length === PEOPLE_AT_ONCE)
    await transaction(ctx, (ctx) => ctx.services.jobs.enqueue(ctx, COUNT_ALL, { communityId, after: people.at(-1) }, { priority: 9 }));
}
