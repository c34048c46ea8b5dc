import type { Services } from '#platform/context.ts';
import { unsubscribeHeaders as headersFor } from '#platform/mail/unsubscribe.ts';
import { notificationKind } from '../kinds.ts';
import { unsubscribeLink, type Told } from './token.ts';

/** The kind of address at which mail ends, by any mail to it. */
export const UNSUBSCRIBE = 'u';

/** The headers by which a mail of the ledger ends. */
export async function unsubscribeHeaders(services: Services, row: Told): Promise<Record<string, string>> {
  const target = [row.person_id, row.community_id, row.space_id ?? row.community_id, row.thread_id ?? 0];
  // An address has room for numbers only: what ends by its name ends by the link.
  return headersFor(services, await unsubscribeLink(services, row), notificationKind(row.kind)?.ends ? null : UNSUBSCRIBE, target);
}
