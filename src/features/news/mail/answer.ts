import type { Ctx } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import { discuss } from '../discuss.ts';
import { NEWS, postFor } from './kind.ts';

/** Who answers a post by mail opens its discussion, or joins it. */
export function addAnswers(): void {
  addReplyTarget({ kind: NEWS, answer });
}

async function answer(ctx: Ctx, [communityId = 0, itemId = 0]: number[], { text, files, messageId }: MailAnswer): Promise<Reaction> {
  const post = await postFor(ctx, communityId, itemId);
  if (!post) throw notFound();
  if (text === '' && files.length === 0) throw new Refusal('invalid', 'mail_in.refused.empty');
  const words = { text: text || translator(ctx.viewer.language)('mail_in.only_files'), files };
  const { id } = await discuss(ctx, post, words, { via: 'mail', onceKey: `mail:${communityId}:${messageId.slice(0, 200)}`, messageId });
  return { status: 'posted', reason: 'posted', communityId, itemId: id };
}
