import type { Ctx } from '#platform/context.ts';
import { parseInput } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import { appeal } from '../schema.ts';
import { appealTo, ownAction } from './actions.ts';
import { APPEAL } from './appealable.ts';

/** Who answers the mail about what moderators did asks for another look. */
export function appealByMail(): void {
  addReplyTarget({ kind: APPEAL, answer });
}

async function answer(ctx: Ctx, [communityId = 0, actionId = 0]: number[], { text }: MailAnswer): Promise<Reaction> {
  await appealTo(ctx, await ownAction(ctx, communityId, actionId), parseInput(appeal, { text: text.slice(0, 4000) }).text);
  const t = translator(ctx.viewer.language);
  return { status: 'done', reason: 'appealed', communityId, tell: { subject: t('moderation.mail.appealed.subject'), paragraphs: [t('moderation.appeal_waits')] } };
}
