import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Services } from '../context.ts';
import { keptSecret } from '../settings/index.ts';

async function signature(services: Services, purpose: string, text: string): Promise<string> {
  return createHmac('sha256', await keptSecret(services, 'link_secret')).update(`${purpose} ${text}`).digest('base64url').slice(0, 26);
}

/** Numbers or a digest, joined by dots, as a word for an address of ours that does one thing without a sign-in. */
export async function signed(services: Services, purpose: string, text: string): Promise<string> {
  return `${text}.${await signature(services, purpose, text)}`;
}

/** What was signed for a purpose; null for anything else. */
export async function readSigned(services: Services, purpose: string, token: string): Promise<string | null> {
  const [, text, given] = /^([\w.-]{1,120})\.([\w-]{26})$/.exec(token) ?? [];
  if (!text || !given) return null;
  const good = Buffer.from(await signature(services, purpose, text));
  return timingSafeEqual(good, Buffer.from(given)) ? text : null;
}
