import type { Services } from '../../context.ts';
import type { BounceTo } from '../mailer.ts';
import { makeToken } from './token.ts';

export { addBounceTarget, addMailCommand, addReplyTarget, allMailCommands, bounceTarget, mailCommand, onlyWord, replyTarget, type Bounced, type BounceTarget, type CommandPlace, type MailAnswer, type MailCommand, type Reaction, type ReplyTarget } from './registry.ts';
export { readToken, type MailToken } from './token.ts';

type Here = { services: Services };

/** The domain of addresses that receive mail; null when none is received. */
export function mailDomain({ services }: Here): string | null {
  return services.config.mailIn.domain;
}

/**
 * Where a person answers something by mail: put it into Reply-To of what tells them of it. Whoever sends
 * to it acts as that person. null when no mail is received.
 */
export async function replyAddress({ services }: Here, personId: number, kind: string, target: number[]): Promise<string | null> {
  const domain = mailDomain({ services });
  return domain && `reply+${await makeToken(services, kind, personId, target)}@${domain}`;
}

/** The envelope sender of mail to a person, or to whom a bounce target knows, so that what mail systems say of it finds them (VERP). */
export async function bounceAddress({ services }: Here, to: number | BounceTo): Promise<string | null> {
  const domain = mailDomain({ services });
  const token = typeof to === 'number' ? makeToken(services, 'b', to, []) : makeToken(services, to.kind, 0, to.target);
  return domain && `bounce+${await token}@${domain}`;
}

/** The addresses of ours with tokens that stand in a text. */
export function tokensIn({ services }: Here, text: string): string[] {
  const domain = mailDomain({ services });
  if (domain === null) return [];
  const pattern = new RegExp(`(?:reply|bounce)\\+([a-z0-9.]{20,60})@${domain.replace(/[.]/g, '\\.')}`, 'gi');
  return [...new Set([...text.matchAll(pattern)].map((found) => found[1]!.toLowerCase()))];
}

/** A text without such addresses: whoever reads one could act as the person it was made for. */
export function withoutTokens(here: Here, text: string): string {
  const domain = mailDomain(here);
  if (domain === null) return text;
  return text.replace(/((?:reply|bounce)(?:\+|=2B|%2B))(?:[a-z0-9.]|=\r?\n){20,90}(@|=40|%40)/gi, '$1…$2');
}
