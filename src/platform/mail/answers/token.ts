import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Services } from '../../context.ts';
import { keptSecret } from '../../settings/index.ts';

/** What an address of ours says: of which kind it is, for whom it was made, and of what. */
export interface MailToken {
  kind: string;
  /** 0 for nobody we know. */
  personId: number;
  target: number[];
  /** Milliseconds since the epoch, to the day. */
  madeAt: number;
}

const DAY = 86_400_000;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
/** Mail servers may change the case of an address and cut more than 64 octets before the @ (RFC 5321 §4.5.3.1.1). */
const FORM = /^([a-z]{1,3})((?:\.[0-9a-z]{1,11}){2,6})\.([a-z2-7]{16})$/;

/** 80 bits: nobody guesses one by mail. */
async function signature(services: Services, text: string): Promise<string> {
  const bytes = createHmac('sha256', await keptSecret(services, 'mail_token_secret')).update(text).digest();
  return Array.from(bytes.subarray(0, 16), (byte) => ALPHABET[byte & 31]).join('');
}

export async function makeToken(services: Services, kind: string, personId: number, target: number[]): Promise<string> {
  const numbers = [personId, Math.floor(services.clock() / DAY), ...target].map((n) => n.toString(36));
  const text = [kind, ...numbers].join('.');
  return `${text}.${await signature(services, text)}`;
}

/** What a token says; null when it is not one of ours. */
export async function readToken(services: Services, token: string): Promise<MailToken | null> {
  const [, kind, numbers, given] = FORM.exec(token.toLowerCase()) ?? [];
  if (!kind) return null;
  const good = await signature(services, kind + numbers!);
  if (!timingSafeEqual(Buffer.from(good), Buffer.from(given!))) return null;
  const [personId, day, ...target] = numbers!.slice(1).split('.').map((n) => parseInt(n, 36)) as [number, number, ...number[]];
  return { kind, personId, target, madeAt: day * DAY };
}
