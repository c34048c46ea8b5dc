import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Time-based one-time passwords as authenticator apps make them (RFC 6238): SHA-1, 30 seconds, 6 digits. */
const STEP_MS = 30_000;
const DIGITS = 6;
/** Clocks of telephones go wrong: one step before and after is taken (RFC 6238 §5.2). */
const DRIFT = 1;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret, in base 32 (RFC 4648 §6). */
export function newSecret(): string {
  return [...randomBytes(32)].map((byte) => ALPHABET[byte & 31]).join('');
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

export function stepAt(moment: number): number {
  return Math.floor(moment / STEP_MS);
}

/** The code of a time step (RFC 4226 §5.3). */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1)! & 15) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** The time step that a code belongs to; null when it is none of now. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const given = Buffer.from(code.replace(/\s/g, ''));
  const steps = Array.from({ length: 2 * DRIFT + 1 }, (_, n) => stepAt(now) - DRIFT + n);
  return steps.find((step) => given.length === DIGITS && timingSafeEqual(given, Buffer.from(codeAt(secret, step)))) ?? null;
}

/** What an authenticator app reads from the picture. */
export function otpAddress(secret: string, account: string, host: string): string {
  const name = encodeURIComponent(host.replaceAll(':', ' '));
  return `otpauth://totp/${name}:${encodeURIComponent(account)}?secret=${secret}&issuer=${name}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_MS / 1000}`;
}
