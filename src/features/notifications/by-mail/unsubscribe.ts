import { createContext, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, type Reaction } from '#platform/mail/answers/index.ts';
import { viewerOfId } from '../../people/index.ts';
import { spaceById } from '../../communities/index.ts';
import { scopesOf, stop } from '../unsubscribe/actions.ts';
import { UNSUBSCRIBE } from '../unsubscribe/headers.ts';

export function unsubscribeByMail(): void {
  addReplyTarget({ kind: UNSUBSCRIBE, answer, anyone: true, machines: true });
}

/** Ends what is nearest, as the button of a mail program does: for whom the mail was, whoever writes. */
async function answer(ctx: Ctx, [personId = 0, communityId = 0, spaceId = 0, threadId = 0]: number[]): Promise<Reaction> {
  const link = { personId, communityId, spaceId, threadId, kind: null };
  const [scope] = scopesOf(link);
  await stop(ctx, link, scope!);
  const viewer = await viewerOfId(ctx.services, personId);
  const t = translator((viewer ? createContext(ctx.services, viewer) : ctx).viewer.language);
  const space = communityId === 0 ? undefined : await spaceById(ctx.db, communityId, spaceId);
  const done = t(`notifications.unsubscribed.${scope}`, { place: space?.name ?? '' });
  return { status: 'done', reason: 'unsubscribed', communityId, tell: { subject: t('notifications.unsubscribe'), paragraphs: [done] } };
}
