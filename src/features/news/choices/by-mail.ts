import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, type Reaction } from '#platform/mail/answers/index.ts';
import { spaceById } from '../../communities/index.ts';
import { viewerOfId } from '../../people/index.ts';
import { stopMail } from './actions.ts';

/** The kind of address at which news by mail end, by any mail to it. */
export const ENDS_NEWS = 'ns';

export function endNewsByMail(): void {
  addReplyTarget({ kind: ENDS_NEWS, answer, anyone: true, machines: true });
}

async function answer(ctx: Ctx, [communityId = 0, personId = 0]: number[]): Promise<Reaction> {
  await stopMail(ctx, communityId, personId);
  const t = translator((await viewerOfId(ctx.services, personId))?.language ?? ctx.viewer.language);
  const name = (await spaceById(ctx.db, communityId, communityId))?.name ?? '';
  return { status: 'done', reason: 'unsubscribed', communityId, tell: { subject: t('news.stop'), paragraphs: [t('news.stopped', { name })] } };
}
