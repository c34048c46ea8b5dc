import type { Ctx } from '#platform/context.ts';
import { ofRoom, waitingJobs } from './queries.ts';

const AT_ONCE = 500;
const ONE = ['itemId', 'discussionId', 'postId', 'issueId', 'threadId', 'id'];
const MANY = ['itemIds', 'ids'];

type Payload = { communityId: number; spaceId?: number } & Record<string, unknown>;

/**
 * What was to be done about things of the room is done in the community where they are now. Jobs find nothing where
 * nothing is, so one that is about things of both is there twice.
 */
export async function carryJobs(ctx: Ctx, from: number, to: number, roomId: number): Promise<void> {
  for (let after = 0; ; ) {
    const jobs = await waitingJobs(ctx.db, from, after, AT_ONCE);
    const read = jobs.map((job) => ({ ...job, told: JSON.parse(job.payload) as Payload })).filter(({ told }) => told.communityId === from);
    const own = await ofRoom(ctx.db, to, roomId, [...new Set(read.flatMap(({ told }) => idsIn(told)))]);
    for (const { kind, told, priority, run_at } of read)
      if (told.spaceId === roomId || idsIn(told).some((id) => own.has(id)))
        await ctx.services.jobs.enqueue(ctx, kind, { ...told, communityId: to }, { priority, runAt: run_at });
    if (jobs.length < AT_ONCE) return;
    after = jobs.at(-1)!.id;
  }
}

function idsIn(told: Payload): number[] {
  const given = [...ONE.map((name) => told[name]), ...MANY.flatMap((name) => told[name] ?? [])];
  return given.filter((id): id is number => Number.isSafeInteger(id));
}
