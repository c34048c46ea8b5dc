import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { translator, type Translate } from '#platform/i18n/index.ts';
import { defineJob, repeatJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { baseUrl } from '../../config.ts';
import { canFacilitate, chooseLetters, facilitatorIds, hrefOf, mySpaces, readablePlace, wantsLetters, workList, type OpenWork, type Space } from '../communities/index.ts';
import { addNotificationKind, notify, settled, type Line, type MailRequest } from '../notifications/index.ts';
import { viewerOfId } from '../people/index.ts';

const WORK = 'community_notices.work';
// Called as when communities wrote them: what waits for Monday while a host is upgraded comes all the same.
const PLAN = 'communities.plan_work_letters';
const TELL = 'communities.work_letter';
const STRETCH = 200;
const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** The first Monday of 1970 at six in the morning, UTC. */
const A_MONDAY = 4 * DAY + 6 * 3_600_000;

const weekOf = (now: number) => Math.floor((now - A_MONDAY) / WEEK);

/** On Mondays whoever facilitates is told when something waits: once, however many communities. */
export function setUpWorkLetters(): void {
  addNotificationKind({
    name: WORK,
    reasons: { facilitator: { interest: 'standing', why: 'community_notices.why_work' } },
    ends: { what: 'community_notices.work.what', end: (ctx, personId) => chooseLetters(ctx, personId, false) },
    render: ({ viewer }, { data }) => ({ ...words(translator(viewer.language), data as unknown as Told), href: (data as unknown as Told).href }),
    mail: write,
  });
  defineJob<{ personId: number }>(TELL, tell);
  repeatJob(PLAN, DAY, plan);
}

/** What a line keeps: how much waited, where the list is, and the name of the place when it is one alone. */
interface Told {
  count: number;
  href: string;
  place: string | null;
}

function words(t: Translate, { count, place }: Told) {
  return { title: place === null ? t('community_notices.work.subject_many', { count }) : t('community_notices.work.subject', { count, place }), text: t('community_notices.work.text') };
}

/** Has everybody who facilitates something wait for Monday; those who wait already stay as they are. */
async function plan(ctx: Ctx): Promise<void> {
  const runAt = A_MONDAY + (weekOf(ctx.now) + 1) * WEEK;
  for (let people = await facilitatorIds(ctx.db, 0, STRETCH); people.length > 0; people = await facilitatorIds(ctx.db, people.at(-1)!, STRETCH))
    await transaction(createContext(ctx.services, ctx.viewer), async (ctx) => {
      for (const personId of people) await ctx.services.jobs.enqueue(ctx, TELL, { personId }, { uniqueKey: `${TELL}:${personId}`, runAt, priority: 7 });
    });
}

/** Nobody is told when nothing waits, nor who facilitates no more or wishes no letter. */
async function tell(ctx: Ctx, { personId }: { personId: number }): Promise<void> {
  const viewer = await viewerOfId(ctx.services, personId);
  if (!viewer || !(await wantsLetters(ctx.db, personId))) return;
  const waiting = await waitingFor(createContext(ctx.services, viewer));
  if (waiting.length === 0) return;
  await transaction(ctx, async (ctx) => {
    // What is told now takes the place of last week's.
    await settled(ctx, [personId], { communityId: 0, kind: WORK });
    await notify(ctx, { kind: WORK, communityId: 0, key: String(weekOf(ctx.now)), data: { ...toldOf(waiting) }, to: [{ personId, reason: 'facilitator' }] });
  });
}

interface Waiting {
  space: Space;
  href: string;
  lists: OpenWork[];
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

function toldOf(waiting: Waiting[]): Told {
  const count = waiting.reduce((sum, { lists }) => sum + lists.reduce((all, list) => all + list.count, 0), 0);
  return { count, href: waiting[0]!.href, place: waiting.length === 1 ? waiting[0]!.space.name : null };
}

/** What waits at the moment of writing; nothing when somebody saw to all of it, or the letter was stopped. */
async function write(ctx: Ctx, { why, unsubscribe }: MailRequest & { line: Line }) {
  const { viewer, db, services } = ctx;
  const waiting = (await wantsLetters(db, viewer.personId!)) ? await waitingFor(ctx) : [];
  if (waiting.length === 0) return null;
  const t = translator(viewer.language);
  const base = baseUrl(services.config);
  const host = (await hostSetting(db, 'host_name')) ?? 'Copse';
  const told = toldOf(waiting);
  const parts = letter({
    language: viewer.language,
    place: told.place ?? host,
    greeting: t('community_notices.work.greeting', { name: viewer.name?.split(' ')[0] ?? '' }),
    paragraphs: waiting.map(({ space, lists }) => [...(told.place === null ? [`${space.name}:`] : []), ...lists.map((list) => sentenceOf(t, list))].join('\n')),
    button: { href: base + told.href, label: t('community_notices.work.button') },
    links: waiting.slice(1).map(({ space, href }) => ({ href: base + href, label: t('community_notices.work.more', { place: space.name }) })),
    foot: `${host}\n${why}\n${t('community_notices.work.stop')} ${unsubscribe}`,
  });
  return { ...parts, subject: words(t, told).title, headers: { 'Auto-Submitted': 'auto-generated' } };
}

function sentenceOf(t: Translate, { label, sentence, count, rows }: OpenWork): string {
  if (!sentence) return t('community_notices.work.line', { label: t(label), count });
  return t(sentence, { count, title: rows[0]?.title ?? '', name: rows[0]?.who?.name ?? '', ...rows[0]?.note?.values });
}
