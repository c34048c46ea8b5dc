import type { Ctx } from '#platform/context.ts';
import { inbound } from '#platform/mail/inbound.ts';
import { mailWays, type MailWays, type Space } from '../../communities/index.ts';
import { TO_PERSON } from '../../people/index.ts';
import type { ReadablePost } from '../access.ts';

/** The kind of address at which posts are answered; what comes there is read by mail-in. */
export const POST = 'd';

/** Where the reader of a mail answers it, and the domain of addresses that receive mail. */
export interface Answerable {
  domain: string;
  /** In the discussion, for all. */
  openly: string;
  /** Its author alone; null for the author. */
  privately: string | null;
  /** Which of both a plain reply takes. */
  to: string;
}

/** Where the reader of a mail (`ctx.viewer`) answers and writes by mail; null where no mail is received. */
export async function answerable(ctx: Ctx, { id, author_id, discussion }: ReadablePost): Promise<Answerable | null> {
  const { personId } = ctx.viewer;
  const domain = inbound.mailDomain(ctx);
  const at = (kind: string, target: number[]) => (personId === null ? null : inbound.replyAddress(ctx, personId, kind, target));
  const openly = await at(POST, [discussion.community_id, id]);
  if (!domain || !openly) return null;
  const privately = author_id === personId ? null : await at(TO_PERSON, [author_id ?? 0]);
  const { replies } = mailWays(discussion.place.community, discussion.home);
  return { domain, openly, privately, to: replies === 'author' && privately ? privately : openly };
}

/** Where answers by mail to what is written in a space go; null where none is received. For the page where it is written. */
export function answersByMail(ctx: Ctx, community: Space, space: Space): MailWays['replies'] | null {
  return inbound.mailDomain(ctx) === null ? null : mailWays(community, space).replies;
}
