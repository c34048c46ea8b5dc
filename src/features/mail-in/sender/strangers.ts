import { transaction, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { mailDomain } from '#platform/mail/answers/index.ts';
import { baseUrl } from '../../../config.ts';
import { hrefOf } from '../../communities/index.ts';
import { confirmAddress, createPerson, personByAddress, viewerOfId } from '../../people/index.ts';
import { runCommand } from '../commands/run.ts';
import type { Mail } from '../reading/mail.ts';
import { asAnswer } from '../reading/mail.ts';
import type { Outcome } from '../reading/outcome.ts';
import type { AddressedPlace } from '../reading/places.ts';
import { askToJoin } from './ask.ts';
import { answerMail } from './letters.ts';
import type { Sender } from './sender.ts';

/** Somebody whom we do not know writes to a community that everybody may read. */
export async function answerStranger(ctx: Ctx, { place, duty }: AddressedPlace, mail: Mail, sender: Sender): Promise<Outcome> {
  const answer = asAnswer(ctx, mail);
  const joins = duty === 'join' || (duty === 'request' && [answer.word, answer.subject.toLowerCase()].includes('join'));
  if (joins && place.community.joining !== 'invitation') {
    if (sender.proof !== 'confirmed') return askToJoin(ctx, mail, place.space);
    const as: Ctx = { ...ctx, viewer: (await viewerOfId(ctx.services, await arrive(ctx, mail)))! };
    const reaction = await runCommand(as, place, 'join', answer);
    const { tell } = reaction;
    if (tell) await transaction(as, (as) => answerMail(as, mail, 'told', { language: as.viewer.language, ...tell }));
    return { ...reaction, personId: as.viewer.personId };
  }
  await transaction(ctx, (ctx) => howToJoin(ctx, place, mail));
  return { status: 'refused', reason: 'stranger', communityId: place.community.id };
}

/** Who answered from an address holds it: they are somebody here now, and may have an account later. */
async function arrive(ctx: Ctx, { from, message }: Mail): Promise<number> {
  const known = await personByAddress(ctx.db, from!);
  // What somebody with an account only said to be theirs goes to whoever proved it.
  const id = known?.account_id === null ? known.id : (await createPerson(ctx, { name: message.from.name.slice(0, 80) || from!.split('@')[0]!, address: from, confirmedAt: ctx.now })).id;
  await confirmAddress(ctx.db, from!, id, ctx.now);
  return id;
}

async function howToJoin(ctx: Ctx, { community }: AddressedPlace['place'], mail: Mail): Promise<void> {
  const language = community.language;
  const t = translator(language);
  const values = { community: community.name, address: `${community.slug}-join@${mailDomain(ctx)}` };
  await answerMail(ctx, mail, 'stranger', {
    language,
    subject: t('mail_in.stranger.subject', values),
    paragraphs: [t('mail_in.stranger.text', values), t(community.joining !== 'invitation' ? 'mail_in.stranger.join' : 'mail_in.stranger.ask', values), t('mail_in.stranger.other')],
    button: { href: baseUrl(ctx.services.config) + hrefOf(community), label: t('mail_in.stranger.look', values) },
  });
}
