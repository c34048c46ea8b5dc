import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import type { Traces } from './registry.ts';
import type { WrittenText } from './scrub.ts';
import { signsOf } from './traces.ts';

// Tables and columns are named by registrations in the code, never by anybody's input.
const named = (table: string, column: string) => ({ t: sql.table(table), c: sql.ref(column) });

export async function rowsOf(db: Db, table: string, column: string, personId: number): Promise<Record<string, unknown>[]> {
  const { t, c } = named(table, column);
  return (await sql<Record<string, unknown>>`select * from ${t} where ${c} = ${personId}`.execute(db)).rows;
}

export async function deleteRows(db: Db, table: string, column: string, personId: number): Promise<void> {
  const { t, c } = named(table, column);
  await sql`delete from ${t} where ${c} = ${personId}`.execute(db);
}

export async function communitiesIn(db: Db, table: string, column: string, personId: number): Promise<number[]> {
  const { t, c } = named(table, column);
  const { rows } = await sql<{ community_id: number }>`select distinct community_id from ${t} where ${c} = ${personId}`.execute(db);
  return rows.map((row) => row.community_id);
}

export async function signOver(db: Db, table: string, column: string, { from, to, communityId }: { from: number; to: number; communityId: number }): Promise<void> {
  const { t, c } = named(table, column);
  await sql`update ${t} set ${c} = ${to} where ${c} = ${from} and community_id = ${communityId}`.execute(db);
}

/** Makes rows of one person those of another, but for those that the other has already by the columns of a key. */
export async function moveRows(db: Db, table: string, column: string, { from, to }: { from: number; to: number }, key: string[]): Promise<void> {
  const { t, c } = named(table, column);
  const same = key.map((name) => sql`o.${sql.ref(name)} = ${sql.ref(`${table}.${name}`)}`);
  const free = key.length > 0 ? sql`and not exists (select 1 from ${t} as o where o.${c} = ${to} and ${sql.join(same, sql` and `)})` : sql``;
  await sql`update ${t} set ${c} = ${to} where ${c} = ${from} ${free}`.execute(db);
}

/** What stands in a table for accounts that is known by the account or an address. */
export async function deleteAccount(db: Db, accountId: string, addresses: string[]): Promise<void> {
  await db.deleteFrom('auth_verifications').where((eb) => eb.or([eb('value', 'like', `%${accountId}%`), ...addresses.flatMap((address) => [eb('identifier', 'like', `%${address}%`), eb('value', 'like', `%${address}%`)])])).execute();
  await db.deleteFrom('auth_users').where('id', '=', accountId).execute();
}

export async function accountRows(db: Db, accountId: string) {
  return {
    account: await db.selectFrom('auth_users').select(['email', 'name']).where('id', '=', accountId).execute(),
    sessions: await db.selectFrom('auth_sessions').select(['created_at', 'expires_at', 'user_agent', 'ip_address']).where('user_id', '=', accountId).execute(),
  };
}

/** Letters that wait to be sent, and whatever else waits, to or about an address. */
export async function deleteJobsAbout(db: Db, address: string): Promise<void> {
  await db.deleteFrom('jobs').where('payload', 'like', `%${address.replace(/[%_\\]/g, '')}%`).execute();
}

const AT_ONCE = 200;

/** Takes away mail on its way that is about somebody. */
export async function deleteOutgoingAbout(db: Db, isAbout: (mail: { recipient: string; message: string }) => boolean): Promise<void> {
  for (let after = 0; ; ) {
    const mails = await db.selectFrom('outgoing_mails').select(['id', 'recipient', 'message']).where('id', '>', after).orderBy('id').limit(AT_ONCE).execute();
    const found = mails.filter(isAbout).map((mail) => mail.id);
    if (found.length > 0) await db.deleteFrom('outgoing_mails').where('id', 'in', found).execute();
    if (mails.length < AT_ONCE) return;
    after = mails.at(-1)!.id;
  }
}

/** Mail that is kept here because no server sends it: what went to the person, or names them. */
export async function deleteMailAbout(db: Db, isAbout: (mail: { recipient: string; subject: string; raw: Uint8Array }) => boolean): Promise<void> {
  for (let after = 0; ; ) {
    const mails = await db.selectFrom('mailbox').selectAll().where('id', '>', after).orderBy('id').limit(AT_ONCE).execute();
    const found = mails.filter(isAbout).map(({ id }) => id);
    if (found.length > 0) await db.deleteFrom('mailbox').where('id', 'in', found).execute();
    if (mails.length < AT_ONCE) return;
    after = mails.at(-1)!.id;
  }
}

/** What happened stays known, and no longer by whom. */
export async function forgetActor(db: Db, personId: number, communityId: number | null): Promise<void> {
  let query = db.updateTable('events').set({ actor_id: null }).where('actor_id', '=', personId);
  if (communityId !== null) query = query.where('community_id', '=', communityId);
  await query.execute();
}

export async function lastId(db: Db, { table, id }: WrittenText, communityId: number): Promise<{ last: number }> {
  const { t, c } = named(table, id);
  const { rows } = await sql<{ last: number | null }>`select max(${c}) as last from ${t} where community_id = ${communityId}`.execute(db);
  return { last: rows[0]?.last ?? 0 };
}

/** Rows of a stretch that may tell of somebody; whether they do is looked at more closely afterwards. */
export async function rowsWithTraces(
  db: Db,
  { table, id, columns }: WrittenText,
  { communityId, after, to, traces }: { communityId: number; after: number; to: number; traces: Traces },
): Promise<Record<string, unknown>[]> {
  const { t, c } = named(table, id);
  const patterns = signsOf(traces).map((sign) => `%${sign.replace(/[%_\\]/g, '_')}%`);
  const found = Object.keys(columns).flatMap((column) => patterns.map((pattern) => sql`lower(${sql.ref(column)}) like ${pattern}`));
  return (await sql<Record<string, unknown>>`select * from ${t} where community_id = ${communityId} and ${c} > ${after} and ${c} <= ${to} and (${sql.join(found, sql` or `)})`.execute(db)).rows;
}

/** Only when it is still what was read: who edits at the same moment wins. */
export async function rewriteText(
  db: Db,
  { table, id }: WrittenText,
  { communityId, id: row, column, before, after }: { communityId: number; id: number; column: string; before: string; after: string },
): Promise<void> {
  const { t, c } = named(table, id);
  await sql`update ${t} set ${sql.ref(column)} = ${after} where community_id = ${communityId} and ${c} = ${row} and ${sql.ref(column)} = ${before}`.execute(db);
}

export async function communityIds(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from spaces where parent_id is null`.execute(db);
  return rows.map((row) => row.id);
}
