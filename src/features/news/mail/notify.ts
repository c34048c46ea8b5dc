import { reactTo } from '#platform/announce.ts';
import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { signed } from '#platform/http/signed.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { baseUrl } from '../../../config.ts';
import { hrefOf, readablePlaces, switchedOff } from '../../communities/index.ts';
import { addNotificationKind, notify, watchersOf, withdraw, type Line, type Rendered } from '../../notifications/index.ts';
import { mailAddressOf, viewerOfId } from '../../people/index.ts';
import { readableNews, type ReadableNews } from '../access.ts';
import { STOP } from '../choices/pages.ts';
import { choicesOf, mailedMembers, mutingOf } from '../choices/queries.ts';
import { newsById } from '../queries.ts';
import { newsLetter } from './letter.ts';
import { takeMailing } from './queries.ts';

const NOTIFY = 'news.notify';
const MAIL = 'news.mail';
const WITHDRAW = 'news.withdraw';
/** The line of the inbox. */
const KIND = 'news.published';
/** Recipients that one job finds; the next stretch is the next job's. */
const STRETCH = 200;

interface Published {
  communityId: number;
  itemId: number;
  authorId: number | null;
  /** Of whom this stretch is: first those who wish mail at once, then those who watch the space. */
  of?: 'watchers';
  /** The person after whom it begins. */
  after?: number;
}

interface Mailing {
  communityId: number;
  itemId: number;
  personId: number;
}

/** Tells those who wish it of what was published: a line of the inbox, and mail at once, one job for each. */
export function setUpMail(): void {
  addNotificationKind({
    name: KIND,
    reasons: { asked: { interest: 'personal', why: 'news.why_asked' }, space: { interest: 'any', why: 'news.why_space' } },
    // Mail at once has its own choice, by type; the others get what is gathered.
    defaults: { mail: false },
    render,
  });
  defineJob<Published>(NOTIFY, tellOfNews);
  defineJob<Published>(WITHDRAW, (ctx, { communityId, itemId }) => withdraw(ctx, communityId, [itemId]));
  reactTo('news.removed', WITHDRAW);
  defineJob<Mailing>(MAIL, sendNews);
  reactTo('news.published', NOTIFY);
}

function render({ viewer }: Ctx, { community, space, item, actors }: Line): Rendered | null {
  if (!community || !space || !item) return null;
  const t = translator(viewer.language);
  return { title: item.title ?? '', href: `${hrefOf(community, space.parent_id === null ? null : space)}/news/${item.id}`, text: t('news.told', { name: actors[0]?.name ?? t('news.unknown'), place: space.name }) };
}

async function tellOfNews(ctx: Ctx, event: Published): Promise<void> {
  const { communityId, itemId, authorId, of, after = 0 } = event;
  const post = await newsById(ctx.db, communityId, itemId);
  if (!post || post.published_at === null || post.deleted_at !== null) return;
  const found = of
    ? await watchersOf(ctx.db, { communityId, spaceId: post.space_id, levels: ['everything'] }, after, STRETCH)
    : await mailedMembers(ctx.db, communityId, after, STRETCH);
  const muting = await mutingOf(ctx.db, communityId, found, post.type);
  const people = found.filter((personId) => personId !== authorId && !muting.has(personId));
  await transaction(ctx, async (ctx) => {
    const to = people.map((personId) => ({ personId, reason: of ? 'space' : 'asked' }));
    await notify(ctx, { kind: KIND, communityId, spaceId: post.space_id, itemId, actorId: authorId, to });
    if (!of) for (const personId of people) await ctx.services.jobs.enqueue(ctx, MAIL, { communityId, itemId, personId }, { uniqueKey: `${MAIL}:${itemId}:${personId}` });
    if (found.length === STRETCH) await ctx.services.jobs.enqueue(ctx, NOTIFY, { ...event, after: found.at(-1) });
    else if (!of) await ctx.services.jobs.enqueue(ctx, NOTIFY, { ...event, of: 'watchers', after: 0 });
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
