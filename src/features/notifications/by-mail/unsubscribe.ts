import { createContext, type Ctx, type Services } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, type Reaction } from '#platform/mail/answers/index.ts';
import { inbound } from '#platform/mail/inbound.ts';
import { viewerOfId } from '../../people/index.ts';
import { spaceById } from '../../communities/index.ts';
import { scopesOf, stop } from '../unsubscribe/actions.ts';
import { unsubscribeLink } from '../unsubscribe/token.ts';

/** The kind of address at which mail ends, by any mail to it. */
const UNSUBSCRIBE = 'u';

export function unsubscribeByMail(): void {
  addReplyTarget({ kind: UNSUBSCRIBE, answer, anyone: true, machines: true });
}

/** List-Unsubscribe (RFC 2369 §3.2) with both its ways, and the one press of RFC 8058. */
export async function unsubscribeHeaders(services: Services, row: { person_id: number; community_id: number; space_id: number | null; thread_id: number | null }): Promise<Record<string, string>> {
  const target = [row.person_id, row.community_id, row.space_id ?? row.community_id, row.thread_id ?? 0];
  const address = await inbound.replyAddress({ services }, 0, UNSUBSCRIBE, target);
  const ways = [`<${await unsubscribeLink(services, row)}>`, ...(address ? [`<mailto:${address}?subject=unsubscribe>`] : [])];
  return { 'List-Unsubscribe': ways.join(', '), 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** Ends what is nearest, as the button of a mail program does: for whom the mail was, whoever writes. */
async function answer(ctx: Ctx, [personId = 0, communityId = 0, spaceId = 0, threadId = 0]: number[]): Promise<Reaction> {
  const link = { personId, communityId, spaceId, threadId };
  const [scope] = scopesOf(link);
  await stop(ctx, link, scope!);
  const viewer = await viewerOfId(ctx.services, personId);
  const t = translator((viewer ? createContext(ctx.services, viewer) : ctx).viewer.language);
  const space = communityId === 0 ? undefined : await spaceById(ctx.db, communityId, spaceId);
  const done = t(`notifications.unsubscribed.${scope}`, { place: space?.name ?? '' });
  return { status: 'done', reason: 'unsubscribed', communityId, tell: { subject: t('notifications.unsubscribe'), paragraphs: [done] } };
}
