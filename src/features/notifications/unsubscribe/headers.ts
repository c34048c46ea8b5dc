import type { Services } from '#platform/context.ts';
import { inbound } from '#platform/mail/inbound.ts';
import { notificationKind } from '../kinds.ts';
import { unsubscribeLink, type Told } from './token.ts';

/** The kind of address at which mail ends, by any mail to it. */
export const UNSUBSCRIBE = 'u';

/** List-Unsubscribe (RFC 2369 §3.2) with both its ways, and the one press of RFC 8058. */
export async function unsubscribeHeaders(services: Services, row: Told): Promise<Record<string, string>> {
  const target = [row.person_id, row.community_id, row.space_id ?? row.community_id, row.thread_id ?? 0];
  // An address has room for numbers only.
  const address = notificationKind(row.kind)?.ends ? null : await inbound.replyAddress({ services }, 0, UNSUBSCRIBE, target);
  const ways = [`<${await unsubscribeLink(services, row)}>`, ...(address ? [`<mailto:${address}?subject=unsubscribe>`] : [])];
  return { 'List-Unsubscribe': ways.join(', '), 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
