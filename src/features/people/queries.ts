import type { Insertable, Selectable, Updateable } from 'kysely';
import { prepared, type Db } from '#platform/db/index.ts';
import type { PersonTable } from './tables.ts';

export type Person = Selectable<PersonTable>;

export async function personById(db: Db, id: number): Promise<Person | undefined> {
  return db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function personByHandle(db: Db, handle: string): Promise<Person | undefined> {
  return db.selectFrom('people').selectAll().where('handle', '=', handle).executeTakeFirst();
}

export async function personByAccount(db: Db, accountId: string): Promise<Person | undefined> {
  return db.selectFrom('people').selectAll().where('account_id', '=', accountId).executeTakeFirst();
}

/** People by the handles they have or had. */
export async function peopleByHandles(db: Db, handles: string[]): Promise<{ id: number; handle: string }[]> {
  if (handles.length === 0) return [];
  return db
    .selectFrom('people')
    .select(['id', 'handle'])
    .where('handle', 'in', handles)
    .unionAll(db.selectFrom('old_handles').select(['person_id as id', 'handle']).where('handle', 'in', handles))
    .execute();
}

/** Who had a handle before taking another. */
export async function personByOldHandle(db: Db, handle: string): Promise<Person | undefined> {
  return db.selectFrom('old_handles as o').innerJoin('people as p', 'p.id', 'o.person_id').selectAll('p').where('o.handle', '=', handle).executeTakeFirst();
}

const spaceIdRows = prepared((db, v: { personId: number }) => db.selectFrom('memberships').select('space_id').where('person_id', '=', v.personId));

/** The spaces that a person belongs to. */
export async function spaceIdsOf(db: Db, personId: number): Promise<number[]> {
  return (await spaceIdRows(db, { personId })).map((row) => row.space_id);
}

export async function peopleByIds(db: Db, ids: number[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('people')
    .select(['id', 'handle', 'name', 'photo_key', 'organisation', 'language', 'account_id'])
    .where('id', 'in', ids)
    .execute();
}

/** The person that an address belongs to, confirmed or not. */
export async function personByAddress(db: Db, address: string): Promise<(Person & { confirmed_at: number | null }) | undefined> {
  return db
    .selectFrom('addresses as a')
    .innerJoin('people as p', 'p.id', 'a.person_id')
    .selectAll('p')
    .select('a.confirmed_at')
    .where('a.address', '=', address.toLowerCase())
    .executeTakeFirst();
}

/** Where mail reaches a person: the address that they chose, else the first that they confirmed; none that it came back from for good. */
export async function mailAddressOf(db: Db, personId: number): Promise<string | null> {
  const row = await db
    .selectFrom('addresses')
    .select('address')
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('address_health as h').select('h.address').whereRef('h.address', '=', 'addresses.address').where('h.suspended_at', 'is not', null))),
    )
    .orderBy((eb) => eb('receives_at', 'is', null))
    .orderBy('receives_at', 'desc')
    .orderBy('created_at')
    .orderBy('address')
    .executeTakeFirst();
  return row?.address ?? null;
}

/** The addresses of a person, the one that receives first. */
export async function addressesOf(db: Db, personId: number) {
  return db
    .selectFrom('addresses')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy((eb) => eb('confirmed_at', 'is', null))
    .orderBy((eb) => eb('receives_at', 'is', null))
    .orderBy('receives_at', 'desc')
    .orderBy('created_at')
    .orderBy('address')
    .execute();
}

export async function insertPerson(db: Db, person: Insertable<PersonTable>): Promise<number> {
  return (await db.insertInto('people').values(person).returning('id').executeTakeFirstOrThrow()).id;
}

export async function updatePerson(db: Db, id: number, values: Updateable<PersonTable>): Promise<void> {
  await db.updateTable('people').set(values).where('id', '=', id).execute();
}

/** Notes an address of a person; a confirmation given before stays. */
export async function insertAddress(
  db: Db,
  address: { address: string; person_id: number; confirmed_at: number | null; created_at: number },
): Promise<void> {
  await db
    .insertInto('addresses')
    .values({ ...address, address: address.address.toLowerCase() })
    .onConflict((c) => c.column('address').doNothing())
    .execute();
}

export async function confirmAddress(db: Db, address: string, personId: number, now: number): Promise<void> {
  await db
    .updateTable('addresses')
    .set({ confirmed_at: now, person_id: personId })
    .where('address', '=', address.toLowerCase())
    .where('confirmed_at', 'is', null)
    .execute();
}

/** Which of these handles somebody has, or had. */
export async function takenHandles(db: Db, handles: string[]): Promise<Set<string>> {
  return new Set((await peopleByHandles(db, handles)).map((row) => row.handle));
}

const viewerRows = prepared((db, v: { accountId: string }) =>
  db
    .selectFrom('people as p')
    .leftJoin('memberships as m', 'm.person_id', 'p.id')
    .leftJoin('host_roles as h', (join) => join.onRef('h.person_id', '=', 'p.id').on('h.role', '=', 'admin'))
    .leftJoin('bans as b', 'b.person_id', 'p.id')
    .leftJoin('address_health as ah', (join) => join.onRef('ah.person_id', '=', 'p.id').on('ah.suspended_at', 'is not', null))
    .select(['p.id', 'p.handle', 'p.name', 'p.photo_key', 'p.language', 'p.time_zone', 'p.theme', 'm.space_id', 'm.role', 'm.grants', 'h.role as host_role'])
    .select(['b.space_id as banned_from', 'b.until as banned_until', 'ah.address as mail_stopped'])
    .where('p.account_id', '=', v.accountId),
);

/** A person with all memberships, one row each; for the viewer. */
export function viewerOfAccount(db: Db, accountId: string) {
  return viewerRows(db, { accountId });
}

export async function viewerOfPerson(db: Db, personId: number) {
  return db
    .selectFrom('people as p')
    .leftJoin('memberships as m', 'm.person_id', 'p.id')
    .leftJoin('host_roles as h', (join) => join.onRef('h.person_id', '=', 'p.id').on('h.role', '=', 'admin'))
    .leftJoin('bans as b', 'b.person_id', 'p.id')
    .leftJoin('address_health as ah', (join) => join.onRef('ah.person_id', '=', 'p.id').on('ah.suspended_at', 'is not', null))
    .select(['p.id', 'p.handle', 'p.name', 'p.photo_key', 'p.language', 'p.time_zone', 'p.theme', 'm.space_id', 'm.role', 'm.grants', 'h.role as host_role'])
    .select(['b.space_id as banned_from', 'b.until as banned_until', 'ah.address as mail_stopped'])
    .where('p.id', '=', personId)
    .execute();
}

export async function insertHostRole(db: Db, personId: number, role: string, now: number): Promise<void> {
  await db.insertInto('host_roles').values({ person_id: personId, role, since: now }).onConflict((c) => c.doNothing()).execute();
}

/** Those who run the host. */
export async function hostAdmins(db: Db): Promise<number[]> {
  const rows = await db.selectFrom('host_roles').select('person_id').where('role', '=', 'admin').execute();
  return rows.map((row) => row.person_id);
}

export async function hostHasAdmin(db: Db): Promise<boolean> {
  return (await db.selectFrom('host_roles').select('person_id').where('role', '=', 'admin').limit(1).executeTakeFirst()) !== undefined;
}

export async function deletePerson(db: Db, id: number): Promise<void> {
  await db.deleteFrom('people').where('id', '=', id).execute();
}

export async function moveAddresses(db: Db, from: number, to: number): Promise<void> {
  await db.updateTable('addresses').set({ person_id: to }).where('person_id', '=', from).execute();
}

/** The first account of a host is made by whoever reads its terminal, which proves more than a mail would. */
export async function confirmAuthAddress(db: Db, address: string): Promise<void> {
  await db.updateTable('auth_users').set({ email_verified: 1 }).where('email', '=', address.toLowerCase()).execute();
}
