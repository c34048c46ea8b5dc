import type { Db } from '../db/index.ts';

export async function hostSetting(db: Db, key: string): Promise<string | null> {
  const row = await db.selectFrom('host_settings').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

/** Sets a value unless there is one already. */
export async function keepHostSetting(db: Db, key: string, value: string): Promise<void> {
  await db.insertInto('host_settings').values({ key, value }).onConflict((c) => c.column('key').doNothing()).execute();
}

export async function setHostSetting(db: Db, key: string, value: string): Promise<void> {
  await db
    .insertInto('host_settings')
    .values({ key, value })
    .onConflict((c) => c.column('key').doUpdateSet({ value }))
    .execute();
}
