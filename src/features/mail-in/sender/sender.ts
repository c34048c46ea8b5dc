import type { Ctx } from '#platform/context.ts';
import { mailDomain, type MailToken } from '#platform/mail/answers/index.ts';
import { proveDomain } from '#platform/mail/receive/proof.ts';
import { ANONYMOUS, type Viewer } from '#platform/viewer.ts';
import { personByAddress, viewerOfId } from '../../people/index.ts';
import type { Mail } from '../reading/mail.ts';

/** Tokens are answered to from old mails too, but not for ever. */
const TOKEN_DAYS = 400;
const DAY = 86_400_000;

/** Who sent a mail: somebody with a confirmed address, or a stranger. */
export interface Sender {
  address: string;
  viewer: Viewer;
  /** How it was proven that they did; null when it was not. */
  proof: string | null;
  /** Another try may prove more. */
  open: boolean;
}

/**
 * Who a mail is from. A token is a proof, unless From names somebody else whom we know; an address is one
 * when it is confirmed and its domain vouches for the mail, or when its owner said so in a round trip. Of
 * strangers it is asked only where they may write.
 */
export async function senderOf(ctx: Ctx, mail: Mail, token: MailToken | null, strangersToo = false): Promise<Sender> {
  const address = mail.from!;
  const owner = await personByAddress(ctx.db, address);
  const known = owner && owner.confirmed_at !== null ? owner.id : null;
  if (token && token.personId > 0 && (known === null || known === token.personId) && token.madeAt > ctx.now - TOKEN_DAYS * DAY) {
    const viewer = await viewerOfId(ctx.services, token.personId);
    if (viewer) return { address, viewer, proof: 'token', open: false };
  }
  const viewer = (known !== null && (await viewerOfId(ctx.services, known))) || ANONYMOUS;
  if (mail.row.proof === 'confirmed') return { address, viewer, proof: 'confirmed', open: false };
  if (viewer.personId === null && !strangersToo) return { address, viewer, proof: null, open: false };
  const { row } = mail;
  const envelope = { from: row.envelope_from, remote: row.remote, helo: row.helo, behind: row.via !== 'smtp', domain: mailDomain(ctx) ?? 'localhost' };
  const proof = await proveDomain(mail.raw, envelope, ctx.services.resolver);
  return { address, viewer, proof: proof.by, open: proof.by === null && proof.open };
}
