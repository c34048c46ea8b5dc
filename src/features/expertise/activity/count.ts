import { reactTo } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { decayedLog, LATELY, STEADILY } from './decay.ts';
import * as queries from './queries.ts';

const COUNT = 'expertise.count';
const COUNT_ALL = 'expertise.count_all';
const EVENT = 'expertise.happened';
const EVENTS = ['replied', 'archived', 'removed', 'restored', 'moved', 'split', 'merged', 'accepted', 'unaccepted', 'reacted'];

/** Older answers have faded. */
const MOST_ANSWERS = 300;
const PEOPLE_AT_ONCE = 200;
const IDS_AT_ONCE = 500;
/** What somebody writes within a minute is counted together. */
const SETTLE_MS = 60_000;

/** An accepted answer counts twice, one that somebody gave thanks for one and a half times. */
const ACCEPTED = 1;
const THANKED = 0.5;

/**
 * Keeps how much each person answers others. Counted anew from their latest answers, so that doing it
 * twice, after a move or a deletion, is right too.
 */
export async function countAnswers(db: Db, communityId: number, personId: number): Promise<void> {
  const answers = await queries.answersOf(db, communityId, personId, MOST_ANSWERS);
  const bySpace = Map.groupBy(answers, (answer) => answer.space_id);
  const rows = [...bySpace].map(([spaceId, own]) => {
    const events = own.map(({ at, accepted, thanks }) => ({ at, weight: 1 + (accepted ? ACCEPTED : 0) + (thanks ? THANKED : 0) }));
    return { community_id: communityId, space_id: spaceId, person_id: personId, lately: decayedLog(events, LATELY), steadily: decayedLog(events, STEADILY) };
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
  defineJob<Happened>(EVENT, happened);
  defineJob<{ communityId: number; after?: number }>(COUNT_ALL, countAll);
  for (const event of EVENTS) reactTo(`discussions.${event}`, EVENT);
  reactTo('items.moved', EVENT);
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
