import type { Services } from '#platform/context.ts';
import { unsubscribeHeaders as headersFor } from '#platform/mail/unsubscribe.ts';
import { unsubscribeLink } from './token.ts';

/** The kind of address at which mail ends, by any mail to it. */
export const UNSUBSCRIBE = 'u';

export async function unsubscribeHeaders(services: Services, row: { person_id: number; community_id: number; space_id: number | null; thread_id: number | null }): Promise<Record<string, string>> {
  return headersFor(services, await unsubscribeLink(services, row), UNSUBSCRIBE, [row.person_id, row.community_id, row.space_id ?? row.community_id, row.thread_id ?? 0]);
}
