import { reasonOf, refusesSender } from './reasons.ts';

/** Codes (RFC 3463, RFC 7505) that say that the address leads nowhere, whatever the words beside them. */
const HARD = /^[45]\.1\.(?:1|2|3|4|6|10|12)$|^5\.4\.(?:4|310)$/;
/**
 * Codes that speak of the mailbox's state, the message, the network or policy: the address may well be right.
 * 5.2.1 (switched off) may be switched on again, 5.2.2 (full) emptied; 5.7.x is about the sender or the words.
 */
const SOFT = /^[45]\.(?:2\.[1-4]|3\.[1-5]|4\.[35679]|6\.\d+|7\.\d{2,3}|1\.[578])$/;

/** An enhanced status code in a text; addresses of hosts (192.0.2.1) and versions are none. */
export function statusIn(text: string): string | null {
  return /(?<![\d.\-/v])([245]\.\d{1,2}\.\d{1,3})(?![\d.]*\d)/.exec(text)?.[1] ?? null;
}

/** The DNS answered, and has nothing for the name: that it may do so later is not to be expected. */
const NO_ANSWER = /nxdomain|had no relevant answers/i;

/** "5.1.0 - Unknown address error 550-'5.7.1 … Access denied'": some gateways put a heading of their own before what they were told. */
function farReply(diagnostic: string): string {
  return /\berror \d{3}[- ]'([^']{8,})'/.exec(diagnostic)?.[1] ?? diagnostic;
}

/**
 * Hard: mail to this address will never arrive (no such person or host, moved, takes no mail). Everything
 * else is soft: the sender of the list counts soft ones and gives up after many. An unspecific refusal
 * ("5.0.0", "554") is soft too unless its words name the recipient.
 */
export function isHard({ status, action, diagnostic: told }: { status: string | null; action: string; diagnostic: string }): boolean {
  if (action === 'delayed' || action === 'delivered' || action === 'relayed' || action === 'expanded') return false;
  const diagnostic = farReply(told);
  const reason = reasonOf(diagnostic);
  const named = statusIn(diagnostic);
  // The code that the far server gave tells more than the one that the reporter chose for it.
  const code = [named, status].find((candidate) => candidate && !/\.0\.0$|^[45]\.5\.0$|^[45]\.0\.\d{3}$/.test(candidate)) ?? status ?? '';
  if (reason === 'full' || reason === 'size') return false;
  if (reason === 'no_mail') return true;
  if (SOFT.test(code) || refusesSender(diagnostic)) return false;
  if (HARD.test(code)) return !(code.startsWith('4') && reason !== 'no_user');
  if (code.startsWith('4') && reason !== 'no_user') return reason === 'no_host' && NO_ANSWER.test(diagnostic) && /^4\.0\.0$/.test(code);
  return reason === 'no_user' || reason === 'no_host';
}
