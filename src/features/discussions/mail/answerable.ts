import type { Ctx } from '#platform/context.ts';
import { mailDomain, replyAddress } from '#platform/mail/answers/index.ts';
import type { ReadablePost } from '../access.ts';

/** The kind of address at which posts are answered; what comes there is read by mail-in. */
const POST = 'd';

/** What of a mail lets its reader (`ctx.viewer`) answer and write by mail; nothing where no mail is received. */
export async function answerable(ctx: Ctx, { id, discussion }: ReadablePost): Promise<{ replyTo?: string; headers?: Record<string, string> }> {
  const { place, home } = discussion;
  const { personId } = ctx.viewer;
  const replyTo = personId === null ? null : await replyAddress(ctx, personId, POST, [place.community.id, id]);
  if (replyTo === null) return {};
  const address = `${place.community.slug}${home.parent_id === null ? '' : `.${home.slug}`}@${mailDomain(ctx)}`;
  return { replyTo, headers: { 'List-Post': `<mailto:${address}>`, 'List-Help': `<mailto:${place.community.slug}-help@${mailDomain(ctx)}>` } };
}
