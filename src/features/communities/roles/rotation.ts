import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob, repeatJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { baseUrl } from '../../../config.ts';
import { mailAddressOf, personById } from '../../people/index.ts';
import { hrefOf } from '../frame.ts';
import { facilitatorsOf, spaceById } from '../queries.ts';
import { refreshGrants } from './actions.ts';
import * as queries from './queries.ts';

const DAY = 86_400_000;
const DAYS_BEFORE = 30;
const AT_ONCE = 500;
const REMIND = 'communities.remind_of_term';

interface Reminder {
  communityId: number;
  spaceId: number;
  role: string;
  holderId: number;
  endsAt: number;
  /** The holder, or somebody who facilitates. */
  personId: number;
}

/** Roles rotate: a month before a term ends, its holder and the facilitators hear of it; when it is over, it ends. */
export function setUpRotation(): void {
  defineJob<Reminder>(REMIND, remind);
  repeatJob('communities.rotate', DAY, async (ctx) => {
    for (const term of await queries.termsOver(ctx.db, ctx.now, AT_ONCE)) await transaction(ctx, (ctx) => end(ctx, term));
    for (const term of await queries.termsEndingBefore(ctx.db, ctx.now + DAYS_BEFORE * DAY, AT_ONCE)) await transaction(ctx, (ctx) => tell(ctx, term));
  });
}

async function end(ctx: Ctx, { id, community_id, space_id, person_id }: Awaited<ReturnType<typeof queries.termsOver>>[number]): Promise<void> {
  await queries.endTerms(ctx.db, community_id, [id], ctx.now);
  await refreshGrants(ctx, { id: space_id, community_id }, person_id);
  await announce(ctx, 'communities.roles_changed', { communityId: community_id, spaceId: space_id });
}

async function tell(ctx: Ctx, term: Awaited<ReturnType<typeof queries.termsEndingBefore>>[number]): Promise<void> {
  await queries.noteReminded(ctx.db, term.community_id, term.id, ctx.now);
  const space = await spaceById(ctx.db, term.community_id, term.space_id);
  if (!space) return;
  const facilitators = await facilitatorsOf(ctx.db, space);
  const reminder = { communityId: space.community_id, spaceId: space.id, role: term.name, holderId: term.person_id, endsAt: term.ends_at! };
  for (const personId of new Set([term.person_id, ...facilitators.map(({ id }) => id)]))
    await ctx.services.jobs.enqueue(ctx, REMIND, { ...reminder, personId });
}

async function remind(ctx: Ctx, { communityId, spaceId, role, holderId, endsAt, personId }: Reminder): Promise<void> {
  const [person, holder, address] = [await personById(ctx.db, personId), await personById(ctx.db, holderId), await mailAddressOf(ctx.db, personId)];
  const community = await spaceById(ctx.db, communityId, communityId);
  const space = await spaceById(ctx.db, communityId, spaceId);
  if (!person || !holder || !address || !community || !space) return;
  const t = translator(person.language);
  const date = new Intl.DateTimeFormat(person.language, { dateStyle: 'long', timeZone: person.time_zone }).format(endsAt);
  const values = { role, name: person.name, holder: holder.name, space: space.name, date };
  const key = personId === holderId ? 'own' : 'other';
  const mail = letter({
    language: person.language,
    place: space.name,
    hue: space.hue,
    greeting: t('communities.letter.greeting', values),
    paragraphs: [t(`communities.term_letter.${key}`, values)],
    button: { href: baseUrl(ctx.services.config) + hrefOf(community, space.parent_id === null ? null : space) + '/roles', label: t('communities.named_roles') },
    foot: t('communities.term_letter.why', values),
  });
  const headers = { 'Auto-Submitted': 'auto-generated' };
  await ctx.services.mailer.deliver(ctx.db, { to: address, subject: t('communities.term_letter.subject', values), ...mail, headers }, ctx.now);
}
