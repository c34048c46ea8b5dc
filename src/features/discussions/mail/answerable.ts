import type { Ctx } from '#platform/context.ts';
import { inbound } from '#platform/mail/inbound.ts';
import type { ReadablePost } from '../access.ts';
import type { Answerable } from './letter.ts';

/** The kind of address at which posts are answered; what comes there is read by mail-in. */
export const POST = 'd';

/** Where the reader of a mail (`ctx.viewer`) answers and writes by mail; null where no mail is received. */
export async function answerable(ctx: Ctx, { id, discussion }: ReadablePost): Promise<Answerable | null> {
  const { personId } = ctx.viewer;
  const domain = inbound.mailDomain(ctx);
  const to = personId === null ? null : await inbound.replyAddress(ctx, personId, POST, [discussion.community_id, id]);
  return domain && to ? { to, domain } : null;
}
