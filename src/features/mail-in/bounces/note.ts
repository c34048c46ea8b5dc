import { whisper } from '#platform/announce.ts';
import { createContext, transaction, type Ctx, type Services } from '#platform/context.ts';
import { bounceTarget, mailDomain, readToken, tokensIn, type Bounced, type MailToken } from '#platform/mail/answers/index.ts';
import type { Bounce } from '#platform/mail/bounce/read.ts';
import type { BounceTo } from '#platform/mail/mailer.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { baseUrl } from '../../../config.ts';
import { mailAddressOf, personByAddress } from '../../people/index.ts';
import { readAddress } from '../reading/address.ts';
import type { Mail } from '../reading/mail.ts';
import type { Outcome } from '../reading/outcome.ts';
import { countBounce, suspend } from './queries.ts';

const DAY = 86_400_000;
/** Soft ones add up within so many days; after as many days without any they are forgotten. */
const WITHIN_DAYS = 14;
const MOST_SOFT = 5;
/** A report with a token of ours is about mail that went there; one without could be made up, so it takes two. */
const MOST_HARD = { proven: 1, plain: 2 };
const STOPS = new Set<Bounce['kind']>(['complaint', 'unsubscribe']);

/** Takes in what a mail system says of mail that we sent. Nothing of this kind is ever answered. */
export async function noteBounce(ctx: Ctx, mail: Mail, bounce: Bounce): Promise<Outcome> {
  const { kind } = bounce;
  if (!STOPS.has(kind) && kind !== 'hard' && kind !== 'soft') return { status: kind === 'delivered' ? 'bounce' : 'ignored', reason: kind };
  const token = await tokenOf(ctx, mail);
  const target = token?.personId === 0 ? bounceTarget(token.kind) : undefined;
  if (token && target) {
    const { diagnostic = '' } = bounce.recipients[0] ?? {};
    await target.bounced(ctx, token.target, { kind: STOPS.has(kind) ? 'complaint' : (kind as Bounced['kind']), said: diagnostic });
    return { status: 'bounce', reason: kind };
  }
  const owner = token?.personId ?? null;
  const own = new URL(baseUrl(ctx.services.config)).hostname;
  if (owner === null && !bounce.originalMessageId?.endsWith(`@${own}`)) return { status: 'ignored', reason: 'foreign_bounce' };
  const people = new Set<number>();
  for (const recipient of await recipientsOf(ctx, bounce, owner)) {
    const counts = STOPS.has(kind) ? kind : recipient.kind;
    if (counts !== 'delivered') await count(ctx, { ...recipient, kind: counts }, owner === null ? MOST_HARD.plain : MOST_HARD.proven);
    people.add(recipient.personId);
  }
  const [personId = null] = people;
  return { status: people.size > 0 ? 'bounce' : 'ignored', reason: people.size > 0 ? kind : 'foreign_bounce', personId };
}

/** Takes in that a mail server refused an address while we sent to it: that is proven, for we were there. */
export async function noteRefusal({ services }: { services: Services }, { recipient, bounce, hard, said }: { recipient: string; bounce: BounceTo | null; hard: boolean; said: string }): Promise<void> {
  const ctx = createContext(services, ANONYMOUS);
  if (bounce) return bounceTarget(bounce.kind)?.bounced(ctx, bounce.target, { kind: hard ? 'hard' : 'soft', said });
  const person = await personByAddress(ctx.db, recipient);
  if (!person || person.confirmed_at === null) return;
  await count(ctx, { address: recipient, personId: person.id, kind: hard ? 'hard' : 'soft', diagnostic: said }, MOST_HARD.proven);
}

/** Whose mail it was, by the envelope address that the report came to, or by an address with a token in the copy that it returns. */
async function tokenOf(ctx: Ctx, { row, raw }: Mail): Promise<MailToken | null> {
  const address = readAddress(row.recipient, mailDomain(ctx) ?? '');
  const own = address && 'token' in address ? [address.token] : [];
  for (const text of [...own, ...tokensIn(ctx, raw.toString('latin1'))].slice(0, 20)) {
    const token = await readToken(ctx.services, text);
    if (token && (token.personId > 0 || bounceTarget(token.kind))) return token;
  }
  return null;
}

interface Returned {
  address: string;
  personId: number;
  kind: 'hard' | 'soft' | 'delivered' | Bounce['kind'];
  diagnostic: string;
}

/** The addresses of ours that it is about: those of the person, when there is one; a forwarded one counts for their first. */
async function recipientsOf({ db }: Ctx, { recipients, kind }: Bounce, owner: number | null): Promise<Returned[]> {
  const found: Returned[] = [];
  for (const recipient of recipients.slice(0, 50)) {
    const person = await personByAddress(db, recipient.address);
    if (person && person.confirmed_at !== null && (owner === null || person.id === owner)) found.push({ ...recipient, personId: person.id });
  }
  const first = found.length === 0 && owner !== null ? await mailAddressOf(db, owner) : null;
  return first ? [{ address: first, personId: owner!, kind: recipients[0]?.kind ?? kind, diagnostic: recipients[0]?.diagnostic ?? '' }] : found;
}

async function count(ctx: Ctx, { address, personId, kind, diagnostic }: Returned, mostHard: number): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const bounce = { address, personId, hard: kind === 'hard' ? 1 : 0, soft: kind === 'soft' ? 1 : 0, said: diagnostic.slice(0, 300) || null, at: ctx.now, forgetBefore: ctx.now - WITHIN_DAYS * DAY };
    const now = await countBounce(ctx.db, bounce);
    const why = STOPS.has(kind as Bounce['kind']) ? 'complaint' : now.hard >= mostHard && kind === 'hard' ? 'hard' : now.soft >= MOST_SOFT ? 'soft' : null;
    if (why === null || now.suspended_at !== null) return;
    await suspend(ctx.db, address, why, ctx.now);
    whisper(ctx, 'viewer', { personId });
  });
}
