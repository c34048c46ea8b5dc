import { reactTo } from '#platform/announce.ts';
import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { signed } from '#platform/http/signed.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { baseUrl } from '../../../config.ts';
import { readablePlaces, switchedOff } from '../../communities/index.ts';
import { mailAddressOf, viewerOfId } from '../../people/index.ts';
import { readableNews, type ReadableNews } from '../access.ts';
import { STOP } from '../choices/pages.ts';
import { choicesOf, mailedMembers } from '../choices/queries.ts';
import { newsById } from '../queries.ts';
import type { NewsType } from '../tables.ts';
import { newsLetter } from './letter.ts';
import { takeMailing } from './queries.ts';

const NOTIFY = 'news.notify';
const MAIL = 'news.mail';
/** Recipients that one job finds; the next stretch is the next job's. */
const STRETCH = 200;

interface Published {
  communityId: number;
  itemId: number;
  authorId: number | null;
  /** The person after whom this stretch begins. */
  after?: number;
}

interface Mailing {
  communityId: number;
  itemId: number;
  personId: number;
}

/** Brings what was published to those who wish news at once, one job for each. */
export function setUpMail(): void {
  defineJob<Published>(NOTIFY, notify);
  defineJob<Mailing>(MAIL, sendNews);
  reactTo('news.published', NOTIFY);
}

async function notify(ctx: Ctx, event: Published): Promise<void> {
  const { communityId, itemId, authorId, after } = event;
  const post = await newsById(ctx.db, communityId, itemId);
  if (!post) return;
  const members = await mailedMembers(ctx.db, communityId, after ?? 0, STRETCH);
  await transaction(ctx, async (ctx) => {
    for (const { person_id: personId, muted } of members)
      if (personId !== authorId && !(JSON.parse(muted) as NewsType[]).includes(post.type))
        await ctx.services.jobs.enqueue(ctx, MAIL, { communityId, itemId, personId }, { uniqueKey: `${MAIL}:${itemId}:${personId}` });
    if (members.length === STRETCH) await ctx.services.jobs.enqueue(ctx, NOTIFY, { ...event, after: members.at(-1)!.person_id });
  });
}

/** Sends a post as it is at that moment, to who may read it then and still wishes it. */
async function sendNews({ services, db, now }: Ctx, { communityId, itemId, personId }: Mailing, job: { id: number }): Promise<void> {
  const viewer = await viewerOfId(services, personId);
  const address = await mailAddressOf(db, personId);
  if (!viewer || !address) return;
  const post = await postFor(createContext(services, viewer), communityId, itemId);
  const { muted, mail } = await choicesOf(db, communityId, personId);
  if (!post || !mail || muted.includes(post.type)) return;
  if (!(await takeMailing(db, { community_id: communityId, item_id: itemId, person_id: personId, job_id: job.id, at: now }))) return;
  const stop = `${baseUrl(services.config)}/news/stop/${await signed(services, STOP, `${communityId}.${personId}`)}`;
  await services.mailer.deliver(db, { to: address, ...newsLetter(services.config, viewer, post, stop) }, now);
}

async function postFor(ctx: Ctx, communityId: number, itemId: number): Promise<ReadableNews | null> {
  const place = (await readablePlaces(ctx, [communityId])).get(communityId);
  if (!place) return null;
  try {
    const post = await readableNews(ctx, place, itemId);
    const off = switchedOff({ community: place.community, room: post.home.parent_id === null ? null : post.home });
    return post.deleted_at === null && post.published_at !== null && !off.includes('news') ? post : null;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return null;
    throw error;
  }
}
