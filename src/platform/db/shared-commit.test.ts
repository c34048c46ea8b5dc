import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sql } from 'kysely';
import { testDatabase, type TestDatabase } from '#test/engines.ts';
import { openDatabase, type Database, type Db } from './index.ts';

describe.runIf(process.env.COPSE_TEST_ENGINE === 'sqlite')('transactions of one SQLite connection', () => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    test = await testDatabase();
    database = openDatabase(test.address);
  });
  beforeEach(() => database.db.deleteFrom('host_settings').execute());
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  const write = (db: Db, key: string) => db.insertInto('host_settings').values({ key, value: '' }).execute();
  const kept = async () => (await database.db.selectFrom('host_settings').select('key').orderBy('key').execute()).map((row) => row.key);
  const within = <T>(work: (trx: Db) => Promise<T>) => database.db.transaction().execute(work);
  const outcomes = async (works: Promise<unknown>[]) => (await Promise.allSettled(works)).map((result) => result.status);

  it('share a commit when they arrive together', async () => {
    const exec = vi.spyOn(database.sqlite!, 'exec');
    await Promise.all([within((trx) => write(trx, 'a')), within((trx) => write(trx, 'b')), write(database.db, 'c')]);
    expect(exec.mock.calls.flat().filter((text) => text === 'commit')).toHaveLength(1);
    exec.mockRestore();
    expect(await kept()).toEqual(['a', 'b', 'c']);
  });

  it('are seen by others only when they are kept', async () => {
    let seen: string[] | null = null;
    let reading: Promise<void> | undefined;
    const first = within((trx) => write(trx, 'a'));
    const second = within(async (trx) => {
      reading = kept().then((keys) => void (seen = keys));
      await write(trx, 'b');
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(seen).toBeNull();
      expect(database.sqlite!.isTransaction).toBe(true);
    });
    await Promise.all([first, second]);
    await reading;
    expect(seen).toEqual(['a', 'b']);
  });

  it('fail alone, whichever of them it is', async () => {
    for (const bad of [0, 1, 2]) {
      await database.db.deleteFrom('host_settings').execute();
      const works = [0, 1, 2].map((n) =>
        within(async (trx) => {
          await write(trx, String(n));
          if (n === bad) throw new Error('no');
        }),
      );
      expect(await outcomes(works)).toEqual([0, 1, 2].map((n) => (n === bad ? 'rejected' : 'fulfilled')));
      expect(await kept()).toEqual(['0', '1', '2'].filter((key) => key !== String(bad)));
    }
    const doubled = [write(database.db, 'x'), write(database.db, 'x'), write(database.db, 'y')];
    expect(await outcomes(doubled)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('are all refused when their commit fails', async () => {
    const orphan = within(async (trx) => {
      await sql`pragma defer_foreign_keys = 1`.execute(trx);
      await trx.insertInto('host_roles').values({ person_id: 999_999, role: 'admin', since: 0 }).execute();
    });
    expect(await outcomes([within((trx) => write(trx, 'a')), orphan, write(database.db, 'b')])).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await kept()).toEqual([]);
    await write(database.db, 'after');
    expect(await kept()).toEqual(['after']);
  });

  it('write nothing outside of themselves after a full disk has ended them', async () => {
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(database.db);
    await sql`pragma max_page_count = ${sql.lit(pages.rows[0]!.page_count)}`.execute(database.db);
    const full = within(async (trx) => {
      await trx.insertInto('host_settings').values({ key: 'long', value: 'x'.repeat(1_000_000) }).execute().catch(() => {});
      await write(trx, 'stray');
    });
    expect(await outcomes([full, within((trx) => write(trx, 'fits'))])).toEqual(['rejected', 'fulfilled']);
    await sql`pragma max_page_count = 1073741823`.execute(database.db);
    expect(await kept()).toEqual(['fits']);
  });

  it('are all refused when SQLite ends what they share', async () => {
    const first = within((trx) => write(trx, 'a'));
    const ended = within(async (trx) => {
      await write(trx, 'b');
      // As SQLite itself does after errors of the disk (https://www.sqlite.org/lang_transaction.html, 2.5).
      database.sqlite!.exec('rollback');
      await sql`insert into nowhere values (1)`.execute(trx).catch(() => {});
      await write(trx, 'stray');
    });
    expect(await outcomes([first, ended, within((trx) => write(trx, 'c'))])).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(await kept()).toEqual(['c']);
  });

  it('refuse what comes after their end', async () => {
    let late: Promise<unknown> | undefined;
    const failing = within(async (trx) => {
      late = new Promise<void>((resolve) => setTimeout(resolve, 10)).then(() => write(trx, 'late'));
      throw new Error('no');
    });
    expect(await outcomes([failing])).toEqual(['rejected']);
    await expect(late).rejects.toThrow();
    expect(await kept()).toEqual([]);
  });
});
