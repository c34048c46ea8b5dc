import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { mailAddressOf, viewerOfId } from '../../people/index.ts';
import { linesOf } from '../ledger/lines.ts';
import { takeOnce, type Notification } from '../ledger/queries.ts';
import { interestOf, whyOf } from '../mail/send.ts';
import { allChoicesOf } from '../settings/queries.ts';
import { resolve } from '../settings/resolve.ts';
import type { MailMode } from '../tables.ts';
import { unsubscribeHeaders } from '../unsubscribe/headers.ts';
import { unsubscribeLink } from '../unsubscribe/token.ts';
import { excerptsOf } from './excerpts.ts';
import { digestLetter } from './letter.ts';
import type { Part } from './parts.ts';
import { gatheredOf, levelsOfThreads, noLongerGathered, wishesOf } from './queries.ts';
import { scheduleDigest, type DigestJob } from './schedule.ts';
import { lastDigest, type Period } from './when.ts';

/** What one digest looks at; what is older than so many is in the inbox. */
const MOST = 300;
const PERIODS = ['daily', 'weekly', 'monthly'] as const;

/**
 * Brings a person what was gathered for them, over all communities, in one mail: unread, still to be seen,
 * and due by the hour, zone and period that they wish now. The rest waits for its own moment.
 */
export async function sendDigest({ services, db, now }: Ctx, { personId }: DigestJob, job: { id: number }): Promise<void> {
  const viewer = await viewerOfId(services, personId);
  const address = await mailAddressOf(db, personId);
  const wishes = (await wishesOf(db, [personId])).get(personId);
  if (!viewer || !address || !wishes) return;
  const ctx = createContext(services, viewer);
  const rows = await gatheredOf(db, personId, MOST);
  const modes = await modesOf(ctx, personId, rows);
  const moments = new Map(PERIODS.map((period) => [period, lastDigest(period, wishes, now)]));
  const isLater = (row: Notification) => row.created_at >= (moments.get(modes.get(row.id) as Period) ?? Infinity);
  const waiting = rows.filter(isLater);
  const dueRows = rows.filter((row) => !isLater(row) && modes.get(row.id) !== 'off');
  const parts = await partsOf(ctx, dueRows);
  await transaction(ctx, async (ctx) => {
    for (const period of new Set(waiting.map((row) => modes.get(row.id) as Period))) await scheduleDigest(ctx, personId, period, wishes);
    const taken = await takeOnce(ctx.db, dueRows, { channel: 'digest', job_id: job.id, at: ctx.now });
    await noLongerGathered(ctx.db, personId, rows.filter((row) => !waiting.includes(row)).map((row) => row.id));
    const mine = parts.flatMap((part) => withItems(part, part.items.filter((item) => taken.has(item.notificationId))));
    if (mine.length === 0) return;
    const all = { person_id: personId, community_id: 0, space_id: 0, thread_id: null, kind: '' };
    const unsubscribe = await unsubscribeLink(services, all);
    const headers = await unsubscribeHeaders(services, all);
    const host = (await hostSetting(ctx.db, 'host_name')) ?? 'Copse';
    await services.mailer.deliver(ctx.db, { to: address, personId, priority: 7, ...digestLetter(services.config, viewer, mine, { host, unsubscribe, headers, now }) }, ctx.now);
  });
}

function withItems(part: Part, items: Part['items']): Part[] {
  return items.length > 0 ? [{ ...part, items }] : [];
}

/** How each would go to its person, by the settings of now. */
async function modesOf({ db }: Ctx, personId: number, rows: Notification[]): Promise<Map<number, MailMode>> {
  const choices = await allChoicesOf(db, personId);
  const threads = await levelsOfThreads(db, personId, [...new Set(rows.flatMap((row) => row.thread_id ?? []))]);
  return new Map(
    rows.map((row) => {
      const { community_id: communityId, space_id, thread_id } = row;
      const told = { interest: interestOf(row), thread: threads.get(`${communityId} ${thread_id}`) ?? null };
      return [row.id, resolve(choices, { communityId, spaceId: space_id ?? communityId }, told).mail];
    }),
  );
}

/** What is still to be seen, oldest first in each discussion; what concerns its reader before all else of a community. */
async function partsOf(ctx: Ctx, rows: Notification[]): Promise<Part[]> {
  const { lines } = await linesOf(ctx, rows);
  const excerpts = await excerptsOf(ctx, rows);
  const parts = lines.map((line) => {
    const bundled = rows.filter((row) => row.community_id === line.communityId && row.bundle === line.bundle).reverse();
    const items = bundled.flatMap((row) => {
      const excerpt = row.item_id === null ? undefined : excerpts.get(`${row.kind} ${row.item_id}`);
      return excerpt === null ? [] : [{ notificationId: row.id, itemId: row.item_id, href: line.href, excerpt }];
    });
    return { line, why: whyOf(ctx, line), near: interestOf(line) === 'personal', items };
  });
  return parts
    .filter(({ items }) => items.length > 0)
    .sort((a, b) => (a.line.community?.name ?? '').localeCompare(b.line.community?.name ?? '') || Number(b.near) - Number(a.near) || a.line.id - b.line.id);
}
