import type { Insertable, Selectable } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import type { ProviderTable } from '../tables.ts';

export type ProviderRow = Selectable<ProviderTable>;

export async function providerRows(db: Db): Promise<ProviderRow[]> {
  return db.selectFrom('sign_in_providers').selectAll().orderBy('id').execute();
}

/** What the sign-in page offers. */
export async function providerLabels(db: Db): Promise<{ id: number; label: string }[]> {
  return db.selectFrom('sign_in_providers').select(['id', 'label']).orderBy('id').execute();
}

export async function providerRow(db: Db, id: number): Promise<ProviderRow | undefined> {
  return db.selectFrom('sign_in_providers').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertProvider(db: Db, row: Insertable<ProviderTable>): Promise<number> {
  return (await db.insertInto('sign_in_providers').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

export async function updateProvider(db: Db, id: number, values: Partial<ProviderRow>): Promise<void> {
  await db.updateTable('sign_in_providers').set(values).where('id', '=', id).execute();
}

export async function deleteProvider(db: Db, id: number): Promise<void> {
  await db.deleteFrom('sign_in_providers').where('id', '=', id).execute();
}

/** Every provider, and who one is there, where one has said so. */
export async function waysOf(db: Db, personId: number) {
  return db
    .selectFrom('sign_in_providers as p')
    .leftJoin('identities as i', (join) => join.onRef('i.provider_id', '=', 'p.id').on('i.person_id', '=', personId))
    .select(['p.id', 'p.label', 'i.address', 'i.linked_at', 'i.used_at'])
    .orderBy('p.id')
    .execute();
}

export async function identityOf(db: Db, providerId: number, subject: string): Promise<{ person_id: number } | undefined> {
  return db.selectFrom('identities').select('person_id').where('provider_id', '=', providerId).where('subject', '=', subject).executeTakeFirst();
}

export async function insertIdentity(db: Db, identity: { provider_id: number; subject: string; person_id: number; address: string | null; linked_at: number; used_at: number | null }): Promise<void> {
  await db.insertInto('identities').values(identity).execute();
}

export async function noteIdentityUse(db: Db, providerId: number, subject: string, now: number): Promise<void> {
  await db.updateTable('identities').set({ used_at: now }).where('provider_id', '=', providerId).where('subject', '=', subject).execute();
}

export async function deleteIdentities(db: Db, providerId: number, personId: number): Promise<boolean> {
  const done = await db.deleteFrom('identities').where('provider_id', '=', providerId).where('person_id', '=', personId).executeTakeFirst();
  return done.numDeletedRows > 0n;
}
