import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { baseUrl } from '../../../config.ts';
import { hrefOf, spaceById } from '../../communities/index.ts';
import { mailAddressOf, personById } from '../../people/index.ts';
import { canAppeal, hrefOfAppeal } from '../appeals/appealable.ts';
import { actionById } from './queries.ts';

export const TELL_PERSON = 'moderation.tell_person';

export function setUpPersonLetters(): void {
  defineJob<{ communityId: number; actionId: number }>(TELL_PERSON, tellPerson);
}

/** Tells somebody what moderators did about them, why, and how to answer. */
async function tellPerson(ctx: Ctx, { communityId, actionId }: { communityId: number; actionId: number }): Promise<void> {
  const action = await actionById(ctx.db, communityId, actionId);
  const community = await spaceById(ctx.db, communityId, communityId);
  const space = action && (await spaceById(ctx.db, communityId, action.space_id));
  const person = action?.person_id && (await personById(ctx.db, action.person_id));
  const address = person && (await mailAddressOf(ctx.db, person.id));
  if (!action || !community || !space || !person || !address) return;
  const t = translator(person.language);
  const base = baseUrl(ctx.services.config);
  const until = action.until === null ? '' : new Intl.DateTimeFormat(person.language, { dateStyle: 'long', timeZone: person.time_zone }).format(action.until);
  const values = { name: person.name, space: space.name, until, limited: action.until === null ? 'no' : 'yes' };
  const appealable = canAppeal(action);
  const href = appealable ? hrefOfAppeal(action) : hrefOf(community, space.parent_id === null ? null : space);
  const mail = letter({
    language: person.language,
    place: space.name,
    hue: community.hue,
    greeting: t('moderation.letter.greeting', values),
    paragraphs: [
      t(`moderation.letter.${action.action}`, values),
      ...(action.reason in REASON_KEYS ? [t(`moderation.reason.${action.reason}`)] : []),
      ...(action.note ? [`> ${action.note.replaceAll('\n', '\n> ')}`] : []),
    ],
    button: { href: base + href, label: t(appealable ? 'moderation.letter.appeal' : 'moderation.letter.open', values) },
    foot: t('moderation.letter.why', values),
  });
  const subject = t(`moderation.letter.${action.action}.subject`, values);
  await ctx.services.mailer.deliver(ctx.db, { to: address, subject, ...mail, headers: { 'Auto-Submitted': 'auto-generated' } }, ctx.now);
}

const REASON_KEYS = { spam: 1, hurtful: 1, private: 1, off_topic: 1, rights: 1 };
