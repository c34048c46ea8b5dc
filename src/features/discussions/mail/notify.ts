import { transaction, type Ctx } from '#platform/context.ts';
import { reactTo } from '#platform/announce.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { followersOf } from '../../items/index.ts';
import { mutedBy } from './queries.ts';
import { sendPost, type Mailing } from './send.ts';
import { whoIsTold } from './who.ts';

/** Recipients that one job finds; the next stretch is the next job's. */
const STRETCH = 200;
const NOTIFY = 'discussions.notify';
const MAIL = 'discussions.mail';

interface Posted {
  communityId: number;
  discussionId: number;
  itemId: number;
  authorId: number | null;
  mentioned: number[];
  /** The person after whom this stretch of followers begins. */
  after?: number;
}

/** Tells people of new posts by mail: an event finds its recipients, each recipient is a job. */
export function setUpMail(): void {
  defineJob<Posted>(NOTIFY, notify);
  defineJob<Mailing>(MAIL, sendPost);
  for (const event of ['discussions.started', 'discussions.replied']) reactTo(event, NOTIFY);
}

async function notify(ctx: Ctx, event: Posted): Promise<void> {
  const { communityId, discussionId, itemId, after } = event;
  const followers = await followersOf(ctx.db, communityId, discussionId, after ?? 0, STRETCH);
  const mentioned = after === undefined ? event.mentioned : [];
  const muted = await mutedBy(ctx.db, communityId, discussionId, mentioned);
  await transaction(ctx, async (ctx) => {
    for (const personId of whoIsTold(event, followers, mentioned, muted)) {
      const mailing: Mailing = { communityId, itemId, personId, why: mentioned.includes(personId) ? 'mention' : 'follow' };
      await ctx.services.jobs.enqueue(ctx, MAIL, mailing, { uniqueKey: `${MAIL}:${itemId}:${personId}` });
    }
    if (followers.length === STRETCH) await ctx.services.jobs.enqueue(ctx, NOTIFY, { ...event, after: followers.at(-1) });
  });
}
