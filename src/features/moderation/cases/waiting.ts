import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { excerpt } from '#platform/text/excerpt.ts';
import { letter } from '#platform/mail/letter.ts';
import { baseUrl } from '../../../config.ts';
import { facilitatorsOf, hrefOf, spaceById, type Space } from '../../communities/index.ts';
import { mailAddressOf, personById } from '../../people/index.ts';
import { heldForMail } from './held.ts';
import { countOpen } from './queries.ts';

const TELL = 'moderation.tell_moderators';
const MAIL = 'moderation.mail_moderator';
/** What comes within this time is told together. */
const TOGETHER_MS = 10 * 60_000;
const MOST = 100;

interface Waiting {
  communityId: number;
  spaceId: number;
}

export function setUpModeratorLetters(): void {
  defineJob<Waiting>(TELL, tell);
  defineJob<Waiting & { personId: number }>(MAIL, mail);
}

/** Has the moderators of a space told that something waits; many at once are one mail. */
export async function tellModerators(ctx: Ctx, space: Pick<Space, 'id' | 'community_id'>): Promise<void> {
  const waiting: Waiting = { communityId: space.community_id, spaceId: space.id };
  await ctx.services.jobs.enqueue(ctx, TELL, waiting, { runAt: ctx.now + TOGETHER_MS, uniqueKey: `${TELL}:${space.id}` });
}

async function tell(ctx: Ctx, { communityId, spaceId }: Waiting): Promise<void> {
  const space = await spaceById(ctx.db, communityId, spaceId);
  const community = await spaceById(ctx.db, communityId, communityId);
  if (!space || !community) return;
  const own = await facilitatorsOf(ctx.db, space);
  // A room without facilitators of its own is looked after by the community's.
  for (const { id: personId } of own.length > 0 ? own : await facilitatorsOf(ctx.db, community))
    await ctx.services.jobs.enqueue(ctx, MAIL, { communityId, spaceId, personId });
}

async function mail(ctx: Ctx, { communityId, spaceId, personId }: Waiting & { personId: number }): Promise<void> {
  const count = await countOpen(ctx.db, communityId, [spaceId], MOST);
  const person = await personById(ctx.db, personId);
  const address = await mailAddressOf(ctx.db, personId);
  const [community, space] = [await spaceById(ctx.db, communityId, communityId), await spaceById(ctx.db, communityId, spaceId)];
  if (count === 0 || !person || !address || !community || !space) return;
  const t = translator(person.language);
  const values = { name: person.name, space: space.name, count };
  const { cases, replyTo } = await heldForMail(ctx, space, personId);
  const shown = cases.map((held) => `#${held.id} ${held.name}: ${held.title ?? ''}\n> ${excerpt(held.body ?? '', 300)}`);
  const content = letter({
    language: person.language,
    place: space.name,
    hue: space.hue,
    greeting: t('moderation.letter.greeting', values),
    paragraphs: [t('moderation.letter.waiting', values), ...(replyTo ? [...shown, t('moderation.mail.how')] : [])],
    button: { href: `${baseUrl(ctx.services.config)}${hrefOf(community, space.parent_id === null ? null : space)}/moderation`, label: t('moderation.letter.look') },
    foot: t('moderation.letter.why_moderator', values),
  });
  const headers = { 'Auto-Submitted': 'auto-generated' };
  await ctx.services.mailer.deliver(ctx.db, { to: address, subject: t('moderation.letter.waiting.subject', values), ...content, ...(replyTo && { replyTo }), headers }, ctx.now);
}
