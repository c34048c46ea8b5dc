import { createHash, randomBytes } from 'node:crypto';
import { announce, whisper } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, Refusal } from '#platform/errors.ts';
import { queueLetter } from '../letters.ts';
import { takeOver } from '../own-data/taking-over.ts';
import { addressesOf, mailAddressOf, personByAddress, type Person } from '../queries.ts';
import * as queries from './queries.ts';

const DAY = 86_400_000;
const LINK_DAYS = 3;
const MOST_ADDRESSES = 8;
const MOST_CLAIMS = 5;

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/** The addresses that somebody said were theirs and has yet to confirm. */
export function openClaims(ctx: Ctx, person: Person) {
  return queries.claimsOf(ctx.db, person.id, ctx.now - LINK_DAYS * DAY);
}

/** Says that an address is one's own. The answer is the same whoever has it: the mail tells its reader. */
export async function claimAddress(ctx: Ctx, person: Person, address: string): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await queries.deleteClaims(ctx.db, person.id, { before: ctx.now - LINK_DAYS * DAY });
    const own = await addressesOf(ctx.db, person.id);
    if (own.some((one) => one.address === address && one.confirmed_at !== null)) throw invalidField('address', 'people.error.address_own');
    const claims = await openClaims(ctx, person);
    if (claims.length >= MOST_CLAIMS || own.length >= MOST_ADDRESSES) throw new Refusal('too_many', 'people.error.addresses');
    const known = await personByAddress(ctx.db, address);
    const token = randomBytes(32).toString('base64url');
    // A row for every claim, so that the list of what waits tells nothing either.
    await queries.insertClaim(ctx.db, { hash: hashOf(token), person_id: person.id, address, created_at: ctx.now });
    const taken = known?.account_id && known.id !== person.id && known.confirmed_at !== null;
    await queueLetter(ctx, taken ? { kind: 'address_known', address } : { kind: 'address', address, token, handle: person.handle });
  });
}

/** The claim that a mailed link stands for, for the one who made it. */
export async function claimOf(ctx: Ctx, person: Person, token: string): Promise<queries.AddressClaim> {
  const claim = await queries.claimByHash(ctx.db, hashOf(token), ctx.now - LINK_DAYS * DAY);
  if (!claim || claim.person_id !== person.id) throw invalidField('form', 'people.error.link');
  return claim;
}

/** Confirms an address by its mailed link. */
export async function confirmClaim(ctx: Ctx, person: Person, token: string): Promise<string> {
  return transaction(ctx, async (ctx) => {
    const { address } = await claimOf(ctx, person, token);
    const known = await personByAddress(ctx.db, address);
    if (known?.account_id && known.id !== person.id && known.confirmed_at !== null) throw invalidField('form', 'people.error.address_taken');
    // What was written from it belongs to whoever reads its mail.
    if (known && known.account_id === null) await takeOver(ctx, { from: known.id, to: person.id });
    await queries.takeAddress(ctx.db, address, person.id, ctx.now);
    await queries.deleteClaims(ctx.db, person.id, { address });
    await tell(ctx, person, (await mailAddressOf(ctx.db, person.id))!, { kind: 'address_added', other: address });
    return address;
  });
}

/** Chooses the address that mail goes to; it is the one to sign in with, too. */
export async function receiveAt(ctx: Ctx, person: Person, address: string): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const before = await mailAddressOf(ctx.db, person.id);
    if (before === address) return;
    if (!(await queries.setReceiving(ctx.db, person.id, address, ctx.now))) throw new Refusal('not_found', 'errors.not_found');
    if (person.account_id) await queries.setSignInAddress(ctx.db, person.account_id, address);
    await tell(ctx, person, before!, { kind: 'address_changed', other: address });
  });
}

/** Takes an address away, or ends a claim. The one that receives stays until another does. */
export async function removeAddress(ctx: Ctx, person: Person, address: string): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const receiving = await mailAddressOf(ctx.db, person.id);
    if (receiving === address) throw new Refusal('conflict', 'people.error.address_receives');
    await queries.deleteClaims(ctx.db, person.id, { address });
    if (await queries.deleteAddress(ctx.db, person.id, address)) await tell(ctx, person, receiving!, { kind: 'address_removed', other: address });
  });
}

type News = { kind: 'address_added' | 'address_changed' | 'address_removed'; other: string };

/** Who reads the mail of an account learns what becomes of its addresses: it may have been somebody else. */
async function tell(ctx: Ctx, person: Person, address: string, news: News): Promise<void> {
  await queueLetter(ctx, { ...news, address });
  whisper(ctx, 'viewer', { personId: person.id });
  await announce(ctx, 'people.addresses_changed', { communityId: 0, personId: person.id });
}
