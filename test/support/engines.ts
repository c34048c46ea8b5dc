import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import type { DatabaseAddress, Engine } from '#platform/db/index.ts';

export interface TestDatabase {
  engine: Engine;
  address: DatabaseAddress;
  /** A folder of its own, for files. */
  folder: string;
  drop(): Promise<void>;
}

let count = 0;

/** A fresh, migrated database on the engine of the project. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = inject('template');
  const folder = mkdtempSync(join(tmpdir(), 'copse-test-'));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  if ('file' in template) {
    const file = join(folder, 'copse.sqlite');
    copyFileSync(template.file, file);
    return { engine: 'sqlite', address: { file }, folder, drop: async () => clean() };
  }
  const name = `test_${process.pid}_${(count += 1)}`;
  // Copying files costs a third of copying by the log.
  await asAdmin(template.server, `create database ${name} template ${template.database} strategy file_copy`);
  return {
    engine: 'postgres',
    address: { url: template.server + name },
    folder,
    async drop() {
      clean();
      await asAdmin(template.server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function asAdmin(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}postgres` });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
