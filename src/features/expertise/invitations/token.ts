import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Db } from '#platform/db/index.ts';
import { sharedSecret } from '#platform/settings/index.ts';
import { communityNow } from '../../communities/index.ts';

const SECRET = 'help_invitation_secret';
const BYTES = 16;

async function signature(db: Db, text: string): Promise<Buffer> {
  return createHmac('sha256', await sharedSecret(db, SECRET)).update(text).digest().subarray(0, BYTES);
}

/** What the link in an invitation carries: which one it is, signed, so that its reader need not sign in to answer. */
export async function invitationToken(db: Db, communityId: number, invitationId: number): Promise<string> {
  const text = `${communityId}.${invitationId}`;
  return `${text}.${(await signature(db, text)).toString('base64url')}`;
}

/** Which invitation a link is for; null when nobody here signed it. */
export async function readToken(db: Db, token: string): Promise<{ communityId: number; invitationId: number } | null> {
  const [, community, invitation, given] = /^(\d{1,15})\.(\d{1,15})\.([\w-]{22})$/.exec(token) ?? [];
  if (!given) return null;
  const expected = await signature(db, `${community}.${invitation}`);
  const signed = Buffer.from(given, 'base64url');
  if (signed.length !== expected.length || !timingSafeEqual(signed, expected)) return null;
  const invitationId = Number(invitation);
  // Its discussion may be in another community by now.
  return { communityId: await communityNow(db, Number(community), 'help_invitations', invitationId), invitationId };
}
