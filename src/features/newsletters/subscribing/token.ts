import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Services } from '#platform/context.ts';
import { keptSecret } from '#platform/settings/index.ts';

/** What the links in mails may do. Each link does one thing, for one person or address, in one place. */
export type Purpose = 'confirm' | 'end' | 'approve';

async function signature(services: Services, text: string): Promise<string> {
  return createHmac('sha256', await keptSecret(services, 'newsletter_secret')).update(text).digest('base64url').slice(0, 26);
}

/** Numbers as a signed word for an address. */
export async function signed(services: Services, purpose: Purpose, numbers: number[]): Promise<string> {
  const text = numbers.map((n) => n.toString(36)).join('.');
  return `${text}.${await signature(services, `${purpose} ${text}`)}`;
}

/** The numbers that were signed for a purpose; null for anything else. */
export async function readSigned(services: Services, purpose: Purpose, token: string): Promise<number[] | null> {
  const [, text, given] = /^((?:[0-9a-z]{1,11}\.){1,6})([\w-]{26})$/.exec(token) ?? [];
  if (!text || !given) return null;
  const numbers = text.slice(0, -1);
  const good = Buffer.from(await signature(services, `${purpose} ${numbers}`));
  const other = Buffer.from(given);
  return good.length === other.length && timingSafeEqual(good, other) ? numbers.split('.').map((n) => parseInt(n, 36)) : null;
}
