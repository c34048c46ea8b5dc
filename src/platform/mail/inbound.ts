import type { Services } from '../context.ts';
import type { BounceTo } from './mailer.ts';

/** What mail going out asks of mail coming in; nothing is answered where no mail is received. */
export interface Inbound {
  /** Where a person answers something by mail. */
  replyAddress(at: { services: Services }, personId: number, kind: string, target: number[]): Promise<string | null>;
  /** The envelope sender of mail to a person, or to somebody without an account (VERP), so that what mail systems say of it finds them. */
  bounceAddress(at: { services: Services }, to: number | BounceTo): Promise<string | null>;
  /** The domain of addresses that receive mail. */
  mailDomain(at: { services: Services }): string | null;
  /** An address of ours, new each time, that takes a mail and does nothing about it: to see whether mail comes back. */
  probeAddress(at: { services: Services }): Promise<string | null>;
  /** Where our own receiver listens, if it does. */
  receiver(at: { services: Services }): { host: string; port: number; lmtp: boolean } | null;
  /** Hears that a mail server refused an address: for good (5xx), or for as long as we tried. */
  undelivered(at: { services: Services }, failure: { recipient: string; personId: number | null; bounce: BounceTo | null; hard: boolean; said: string }): Promise<void>;
}

let connected: Partial<Inbound> = {};

/** Makes mail that comes in known to mail that goes out. Answers what was known before. */
export function connectInbound(inbound: Partial<Inbound>): Partial<Inbound> {
  const before = connected;
  connected = inbound;
  return before;
}

export const inbound: Inbound = {
  replyAddress: async (...asked) => (await connected.replyAddress?.(...asked)) ?? null,
  bounceAddress: async (...asked) => (await connected.bounceAddress?.(...asked)) ?? null,
  mailDomain: (at) => connected.mailDomain?.(at) ?? null,
  probeAddress: async (at) => (await connected.probeAddress?.(at)) ?? null,
  receiver: (at) => connected.receiver?.(at) ?? null,
  undelivered: async (...said) => connected.undelivered?.(...said),
};
