import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate, openDatabase } from '#platform/db/index.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated database that every test file gets a copy of. */
    template: { file: string } | { server: string; database: string };
  }
}

/** Once per project: a migrated database to copy, on the engine of the project. */
export default async function makeTemplate(project: TestProject): Promise<() => Promise<void>> {
  if (project.config.env.COPSE_TEST_ENGINE !== 'postgres') {
    const folder = mkdtempSync(join(tmpdir(), 'copse-template-'));
    const file = join(folder, 'template.sqlite');
    await migrated({ file });
    project.provide('template', { file });
    return async () => rmSync(folder, { recursive: true, force: true });
  }
  const server = await startPostgres();
  await migrated({ url: server.url('postgres') }, 'create database template_copse');
  await migrated({ url: server.url('template_copse') });
  project.provide('template', { server: server.url(''), database: 'template_copse' });
  return () => server.stop();
}

async function migrated(address: { file: string } | { url: string }, only?: string): Promise<void> {
  const database = openDatabase(address);
  if (only) await database.pool!.query(only);
  else await migrate(database);
  if (database.sqlite) database.sqlite.exec('pragma wal_checkpoint(truncate)');
  await database.close();
}
