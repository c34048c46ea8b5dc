import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { translator, type Translate } from '#platform/i18n/index.ts';
import { defineJob, repeatJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { baseUrl } from '../../../config.ts';
import { mailAddressOf, viewerOfId } from '../../people/index.ts';
import { canFacilitate, readablePlace } from '../access.ts';
import { hrefOf } from '../frame.ts';
import { mySpaces } from '../me/spaces.ts';
import type { Space } from '../queries.ts';
import { workList, type OpenWork } from './list.ts';
import { facilitatorIds, wantsLetters } from './queries.ts';

const PLAN = 'communities.plan_work_letters';
const STRETCH = 200;
const LETTER = 'communities.work_letter';
const DAY = 86_400_000;
const HOUR = 3_600_000;
/** The first Monday of 1970 at six in the morning, UTC. */
const A_MONDAY = 4 * DAY + 6 * HOUR;

/** A short letter on Mondays to whoever facilitates, when something waits: one, however many communities. */
export function setUpWorkLetters(): void {
  defineJob<{ personId: number }>(LETTER, sendLetter);
  repeatJob(PLAN, DAY, planLetters);
}

/** Has a letter wait for Monday for everybody who facilitates something; those that wait already stay as they are. */
async function planLetters(ctx: Ctx): Promise<void> {
  const runAt = nextMonday(ctx.now);
  for (let people = await facilitatorIds(ctx.db, 0, STRETCH); people.length > 0; people = await facilitatorIds(ctx.db, people.at(-1)!, STRETCH))
    await transaction(createContext(ctx.services, ctx.viewer), async (ctx) => {
      for (const personId of people) await ctx.services.jobs.enqueue(ctx, LETTER, { personId }, { uniqueKey: `${LETTER}:${personId}`, runAt, priority: 7 });
    });
}

function nextMonday(now: number): number {
  return A_MONDAY + (Math.floor((now - A_MONDAY) / (7 * DAY)) + 1) * 7 * DAY;
}

interface Waiting {
  space: Space;
  href: string;
  lists: OpenWork[];
}

/** Declines when nothing waits, and for whoever facilitates no more, wants no letter or has no confirmed address. */
async function sendLetter({ services, db, now }: Ctx, { personId }: { personId: number }): Promise<void> {
  const viewer = await viewerOfId(services, personId);
  const address = await mailAddressOf(db, personId);
  if (!viewer || !address || !(await wantsLetters(db, personId))) return;
  const waiting = await waitingFor(createContext(services, viewer));
  if (waiting.length === 0) return;
  const host = (await hostSetting(db, 'host_name')) ?? 'Copse';
  await services.mailer.deliver(db, { to: address, ...compose(waiting, viewer, baseUrl(services.config), host) }, now);
}

/** What waits where somebody facilitates: whole communities, and single rooms of others. */
async function waitingFor(ctx: Ctx): Promise<Waiting[]> {
  const { communities, spaces } = await mySpaces(ctx);
  const waiting: Waiting[] = [];
  for (const space of spaces.values()) {
    const community = communities.get(space.community_id)!;
    if (!canFacilitate(ctx.viewer, space) || (space !== community && canFacilitate(ctx.viewer, community))) continue;
    const room = space === community ? null : space;
    const lists = await workList(ctx, await readablePlace(ctx, community.slug, room?.slug ?? null));
    if (lists.length > 0) waiting.push({ space, lists, href: `${hrefOf(community, room)}/work` });
  }
  return waiting;
}

function compose(waiting: Waiting[], { language, name }: { language: string; name: string | null }, base: string, host: string) {
  const t = translator(language);
  const [first] = waiting;
  const count = waiting.reduce((sum, { lists }) => sum + lists.reduce((all, list) => all + list.count, 0), 0);
  const stop = `${base}${first!.href}#letters`;
  const alone = waiting.length === 1;
  const parts = letter({
    language,
    place: waiting.length === 1 ? waiting[0]!.space.name : host,
    greeting: t('communities.work_letter.greeting', { name: name?.split(' ')[0] ?? '' }),
    paragraphs: waiting.map(({ space, lists }) => [...(alone ? [] : [`${space.name}:`]), ...lists.map((list) => sentenceOf(t, list))].join('\n')),
    button: { href: base + first!.href, label: t('communities.work_letter.button') },
    after: waiting.slice(1).map(({ space, href }) => t('communities.work_letter.more', { name: space.name, href: base + href })),
    foot: `${host}\n${t('communities.work_letter.foot')} ${stop}`,
  });
  const subject = alone ? t('communities.work_letter.subject', { count, name: first!.space.name }) : t('communities.work_letter.subject_many', { count });
  return { ...parts, subject, headers: { 'List-Unsubscribe': `<${stop}>`, 'Auto-Submitted': 'auto-generated' } };
}

function sentenceOf(t: Translate, { label, sentence, count, rows }: OpenWork): string {
  if (!sentence) return t('communities.work_letter.line', { label: t(label), count });
  return t(sentence, { count, title: rows[0]?.title ?? '', name: rows[0]?.who?.name ?? '', ...rows[0]?.note?.values });
}
