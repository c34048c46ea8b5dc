import type { Services } from '../context.ts';
import { inbound } from './inbound.ts';

/**
 * List-Unsubscribe (RFC 2369 §3.2) with both its ways: a link that takes the one press of RFC 8058, and an address
 * where any mail ends it, when mail is received and a kind of reply target is given: what it ends stands in the address.
 */
export async function unsubscribeHeaders(services: Services, link: string, kind: string | null, target: number[]): Promise<Record<string, string>> {
  const address = kind && (await inbound.replyAddress({ services }, 0, kind, target));
  const ways = [`<${link}>`, ...(address ? [`<mailto:${address}?subject=unsubscribe>`] : [])];
  return { 'List-Unsubscribe': ways.join(', '), 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
