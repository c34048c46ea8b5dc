import { reactTo } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { notify, watchersOf, withdraw } from '../../notifications/index.ts';
import { mailedMembers, mutingOf } from '../choices/queries.ts';
import { newsById } from '../queries.ts';
import { addAnswers } from './answer.ts';
import { addKind, KIND } from './kind.ts';

const NOTIFY = 'news.notify';
const WITHDRAW = 'news.withdraw';
/** Recipients that one job finds; the next stretch is the next job's. */
const STRETCH = 200;

interface Published {
  communityId: number;
  itemId: number;
  authorId: number | null;
  /** Of whom this stretch is: first those who asked for news, then those who watch the space. */
  of?: 'watchers';
  /** The person after whom it begins. */
  after?: number;
}

/** Tells those who wish it of what was published, each in the way that their settings say. */
export function setUpMail(): void {
  addKind();
  addAnswers();
  defineJob<Published>(NOTIFY, tellOfNews);
  defineJob<Published>(WITHDRAW, (ctx, { communityId, itemId }) => withdraw(ctx, communityId, [itemId]));
  reactTo('news.removed', WITHDRAW);
  reactTo('news.published', NOTIFY);
}

async function tellOfNews(ctx: Ctx, event: Published): Promise<void> {
  const { communityId, itemId, authorId, of, after = 0 } = event;
  const post = await newsById(ctx.db, communityId, itemId);
  if (!post || post.published_at === null || post.deleted_at !== null) return;
  const found = of
    ? await watchersOf(ctx.db, { communityId, spaceId: post.space_id, levels: ['everything'] }, after, STRETCH)
    : await mailedMembers(ctx.db, communityId, after, STRETCH);
  const muting = await mutingOf(ctx.db, communityId, found, post.type);
  const to = found.filter((personId) => !muting.has(personId)).map((personId) => ({ personId, reason: of ? 'space' : 'asked' }));
  await transaction(ctx, async (ctx) => {
    await notify(ctx, { kind: KIND, communityId, spaceId: post.space_id, itemId, actorId: authorId, to });
    if (found.length === STRETCH) await ctx.services.jobs.enqueue(ctx, NOTIFY, { ...event, after: found.at(-1) });
    else if (!of) await ctx.services.jobs.enqueue(ctx, NOTIFY, { ...event, of: 'watchers', after: 0 });
  });
}
