import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Services } from '#platform/context.ts';
import { keptSecret } from '#platform/settings/index.ts';
import { baseUrl } from '../../../config.ts';
import { notificationKind } from '../kinds.ts';
import type { Notification } from '../ledger/queries.ts';

/** What a mail was about, for whoever holds its link: no sign-in is asked (RFC 8058 §3.2). */
export interface Unsubscribe {
  personId: number;
  communityId: number;
  spaceId: number;
  /** 0 where there is no thread. */
  threadId: number;
  /** The kind of notification, where it can be ended by itself. */
  kind: string | null;
}

/** Of a line, what its mail says of how to end it. */
export type Told = Pick<Notification, 'person_id' | 'community_id' | 'space_id' | 'thread_id' | 'kind'>;

async function signature(services: Services, text: string): Promise<string> {
  return createHmac('sha256', await keptSecret(services, 'unsubscribe_secret')).update(text).digest('base64url').slice(0, 22);
}

export async function unsubscribeLink(
  services: Services,
  row: Told,
): Promise<string> {
  const numbers = [row.person_id, row.community_id, row.space_id ?? row.community_id, row.thread_id ?? 0].map((n) => n.toString(36)).join('.');
  const text = notificationKind(row.kind)?.ends ? `${numbers}~${row.kind}` : numbers;
  return `${baseUrl(services.config)}/unsubscribe/${text}.${await signature(services, text)}`;
}

export async function readToken(services: Services, token: string): Promise<Unsubscribe | null> {
  const [, text = '', given = ''] = /^((?:[0-9a-z]{1,11}\.){3}[0-9a-z]{1,11}(?:~[\w.-]{1,80})?)\.([\w-]{22})$/.exec(token) ?? [];
  const good = Buffer.from(await signature(services, text));
  if (good.length !== given.length || !timingSafeEqual(good, Buffer.from(given))) return null;
  const [numbers = '', kind = null] = text.split('~');
  const [personId, communityId, spaceId, threadId] = numbers.split('.').map((n) => parseInt(n, 36)) as [number, number, number, number];
  return { personId, communityId, spaceId, threadId, kind };
}
