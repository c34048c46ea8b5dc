import type { Db } from '#platform/db/index.ts';

export interface AddressClaim {
  hash: string;
  person_id: number;
  address: string;
  created_at: number;
}

export async function insertClaim(db: Db, claim: AddressClaim): Promise<void> {
  await db.insertInto('address_claims').values(claim).execute();
}

export async function claimByHash(db: Db, hash: string, since: number): Promise<AddressClaim | undefined> {
  return db.selectFrom('address_claims').selectAll().where('hash', '=', hash).where('created_at', '>', since).executeTakeFirst();
}

export async function claimsOf(db: Db, personId: number, since: number): Promise<AddressClaim[]> {
  return db.selectFrom('address_claims').selectAll().where('person_id', '=', personId).where('created_at', '>', since).orderBy('created_at').execute();
}

/** Ends the claims of a person to one address, or to all where they are old. */
export async function deleteClaims(db: Db, personId: number, of: { address: string } | { before: number }): Promise<void> {
  const mine = db.deleteFrom('address_claims').where('person_id', '=', personId);
  await ('address' in of ? mine.where('address', '=', of.address) : mine.where('created_at', '<=', of.before)).execute();
}

/** Makes a confirmed address a person's, also where it stood with somebody who has no account. */
export async function takeAddress(db: Db, address: string, personId: number, now: number): Promise<void> {
  await db
    .insertInto('addresses')
    .values({ address, person_id: personId, confirmed_at: now, created_at: now })
    .onConflict((c) => c.column('address').doUpdateSet({ person_id: personId, confirmed_at: now, created_at: now, receives_at: null }))
    .execute();
}

export async function setReceiving(db: Db, personId: number, address: string, now: number): Promise<boolean> {
  const done = await db
    .updateTable('addresses')
    .set({ receives_at: now })
    .where('person_id', '=', personId)
    .where('address', '=', address)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function deleteAddress(db: Db, personId: number, address: string): Promise<boolean> {
  const done = await db.deleteFrom('addresses').where('person_id', '=', personId).where('address', '=', address).executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/** The address that an account signs in with. Accounts that never confirmed it give way. */
export async function setSignInAddress(db: Db, accountId: string, address: string): Promise<void> {
  await db.deleteFrom('auth_users').where('email', '=', address).where('email_verified', '=', 0).where('id', '!=', accountId).execute();
  await db.updateTable('auth_users').set({ email: address }).where('id', '=', accountId).execute();
}

/** The sign-in address of the account that a confirmed address belongs to. */
export async function signInAddressOf(db: Db, address: string): Promise<string | null> {
  const row = await db
    .selectFrom('addresses as a')
    .innerJoin('people as p', 'p.id', 'a.person_id')
    .innerJoin('auth_users as u', 'u.id', 'p.account_id')
    .select('u.email')
    .where('a.address', '=', address)
    .where('a.confirmed_at', 'is not', null)
    .executeTakeFirst();
  return row?.email ?? null;
}
