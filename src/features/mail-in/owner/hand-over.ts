import { transaction, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { facilitatorsOf, type Place } from '../../communities/index.ts';
import { mailAddressOf, personById } from '../../people/index.ts';
import { asAnswer, type Mail } from '../reading/mail.ts';
import type { Outcome } from '../reading/outcome.ts';
import { queueLetter } from '../sender/letters.ts';
import type { Sender } from '../sender/sender.ts';

const MOST = 20;

/** Hands a mail to `<community>-owner@` to those who facilitate; they answer its sender directly. */
export async function handOver(ctx: Ctx, { community, space }: Place, mail: Mail, { address, proof }: Sender): Promise<Outcome> {
  const { text, subject } = asAnswer(ctx, mail);
  const own = await facilitatorsOf(ctx.db, space);
  const facilitators = own.length > 0 ? own : await facilitatorsOf(ctx.db, community);
  const from = mail.message.from.name;
  for (const { id } of facilitators.slice(0, MOST)) {
    const [to, person] = [await mailAddressOf(ctx.db, id), await personById(ctx.db, id)];
    if (!to || !person) continue;
    const t = translator(person.language);
    const paragraphs = [t('mail_in.owner.text', { from, address, place: space.name }), ...(proof ? [] : [t('mail_in.owner.unproven')]), text.slice(0, 20_000) || t('mail_in.only_files'), t('mail_in.owner.answer')];
    await transaction(ctx, (ctx) => queueLetter(ctx, 'owner', { to, language: person.language, subject: t('mail_in.owner.subject', { place: space.name, subject }), paragraphs, replyTo: address }));
  }
  return { status: 'done', reason: 'owner', communityId: community.id };
}
