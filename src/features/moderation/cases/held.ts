import type { Ctx } from '#platform/context.ts';
import { replyAddress } from '#platform/mail/answers/index.ts';
import type { Space } from '../../communities/index.ts';
import { openCases } from './queries.ts';

/** The kind of address at which held contributions and appeals are decided. */
export const HELD = 'm';
/** Cases that a mail shows, so that they can be decided by answering it. */
const SHOWN = 5;

/** What is held or appealed in a space, as the mail about it shows it; with the address to answer to, where mail is received. */
export async function heldForMail(ctx: Ctx, space: Space, personId: number) {
  const cases = (await openCases(ctx.db, space.community_id, [space.id], null, SHOWN)).filter(({ kind }) => kind !== 'report');
  const only = cases.length === 1 ? cases[0]!.id : 0;
  const replyTo = cases.length === 0 ? null : await replyAddress(ctx, personId, HELD, [space.community_id, space.id, only]);
  return { cases, replyTo };
}
