import { workerData } from 'node:worker_threads';
import { directory, directoryCsv, type CsvRequest, type DirectoryRequest } from './features/directory/heavy.ts';
import { openDatabase, type Database } from '#platform/db/index.ts';
import { buildSegment, search, type SearchDocument, type SearchRequest } from '#platform/search/index.ts';
import { findExperts, type ExpertsRequest } from './features/expertise/heavy.ts';
import type { WorkerStart } from '#platform/workers/index.ts';

/** A heavy read, or computing: gets a connection that cannot write, and what it was asked. */
type Task = (database: Database, payload: never) => unknown;

/** Everything that runs off the thread that serves pages. */
const tasks: Record<string, Task> = {
  segment: (_, documents: SearchDocument[]) => buildSegment(documents),
  search: (database, request: SearchRequest) => search(database.db, request),
  directory: (database, request: DirectoryRequest) => directory(database, request),
  'directory.csv': (database, request: CsvRequest) => directoryCsv(database, request),
  experts: (database, request: ExpertsRequest) => findExperts(database.db, request),
};

const database = openDatabase((workerData as WorkerStart).address, { readOnly: true });

export default async function run({ task, payload }: { task: string; payload: never }): Promise<unknown> {
  const work = tasks[task];
  if (!work) throw new Error(`no task ${task}`);
  return work(database, payload);
}
