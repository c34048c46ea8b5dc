import type { Ctx } from '#platform/context.ts';
import { replyAddress } from '#platform/mail/answers/index.ts';

/** The kind of address at which requests to join are answered. */
export const REQUEST = 'j';

/** Where a facilitator answers who asks to be let in; null when no mail is received. */
export function requestAddress(ctx: Ctx, personId: number, communityId: number, requestId: number): Promise<string | null> {
  return replyAddress(ctx, personId, REQUEST, [communityId, requestId]);
}
