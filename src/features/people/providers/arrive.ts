import { transaction, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { ensurePerson } from '../accounts.ts';
import { authOf } from '../auth.ts';
import { dropUnconfirmed } from '../gate/password.ts';
import { personByAddress } from '../queries.ts';
import { address as addressInput, personName } from '../schema.ts';
import { tell } from '../security/tell.ts';
import type { Arrival, Provider } from './provider.ts';
import * as queries from './queries.ts';

/** Ties who one is at a provider to a person who is signed in and asked for it. */
export async function link(ctx: Ctx, provider: Provider, arrival: Arrival, personId: number): Promise<void> {
  const known = await queries.identityOf(ctx.db, provider.id, arrival.subject);
  if (known && known.person_id !== personId) throw new Refusal('conflict', 'people.error.linked_elsewhere');
  if (!known) await tie(ctx, provider, arrival, personId);
}

/**
 * The person who comes from a provider: known by the provider's own name for them, or by an address that the
 * provider vouches for. An address that is only claimed opens nothing, and nobody else's account.
 */
export async function arrive(ctx: Ctx, provider: Provider, arrival: Arrival): Promise<number> {
  const known = await queries.identityOf(ctx.db, provider.id, arrival.subject);
  if (known) {
    await queries.noteIdentityUse(ctx.db, provider.id, arrival.subject, ctx.now);
    return known.person_id;
  }
  const address = vouchedAddress(provider, arrival);
  const person = await personByAddress(ctx.db, address);
  const taken = person?.account_id && person.confirmed_at !== null;
  if (!taken && !provider.signUp) throw refused('people.error.no_sign_up');
  if (taken) {
    await tie(ctx, provider, arrival, person.id);
    return person.id;
  }
  const personId = await newAccount(ctx, address, arrival.name);
  await queries.insertIdentity(ctx.db, identity(ctx, provider, arrival, personId));
  return personId;
}

function vouchedAddress(provider: Provider, { address, verified }: Arrival): string {
  const read = addressInput.safeParse(address ?? '');
  if (!read.success || !verified) throw refused('people.error.unverified');
  const domain = read.data.split('@')[1]!;
  if (provider.domains.length > 0 && !provider.domains.includes(domain)) throw refused('people.error.domain');
  return read.data;
}

async function newAccount(ctx: Ctx, email: string, name: string | null): Promise<number> {
  const { internalAdapter } = await (await authOf(ctx.services)).$context;
  await dropUnconfirmed(ctx, email);
  const called = personName.safeParse(name?.slice(0, 80) ?? '');
  const user = await internalAdapter.createUser({ email, name: called.success ? called.data : email.split('@')[0]!, emailVerified: true }, { method: 'sso' });
  return ensurePerson(ctx, user);
}

function identity({ now }: Ctx, { id }: Provider, { subject, address }: Arrival, personId: number) {
  return { provider_id: id, subject, person_id: personId, address, linked_at: now, used_at: now };
}

/** One more way into an account that is there already: its owner is told. */
async function tie(ctx: Ctx, provider: Provider, arrival: Arrival, personId: number): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await queries.insertIdentity(ctx.db, identity(ctx, provider, arrival, personId));
    await tell(ctx, personId, 'provider_linked', provider.label);
  });
}

function refused(text: string): Refusal {
  return new Refusal('forbidden', text);
}
