import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Ctx } from '#platform/context.ts';
import { ArchiveError } from '#platform/mail/archive/archive-error.ts';
import { spaceById, type Space } from '../../communities/index.ts';
import { ImportProblem } from '../problem.ts';
import { bars } from '../progress.ts';
import { Report } from '../report.ts';
import { Staging } from './queries.ts';
import { readIntoStaging } from './read.ts';
import { writeStaged } from './write.ts';

/**
 * Imports mail archives into a space: idempotent (a second run adds nothing) and resumable (an
 * interrupted run goes on). Throws ImportProblem when an archive cannot be read at all.
 */
export async function importMbox(ctx: Ctx, space: Space, paths: string[], { quiet = false } = {}): Promise<Report> {
  const report = new Report();
  const file = stagingFile(ctx, space, paths);
  const staging = new Staging(file);
  const progress = bars(quiet);
  try {
    const reading = { ctx, communityId: space.community_id, staging, report, progress: progress.reading('Reading', 'MB', 1e6) };
    await readIntoStaging(reading, paths.map((path) => resolve(path)));
    const count = progress.counting('Writing', staging.count());
    const fresh = (await spaceById(ctx.db, space.community_id, space.id))!;
    await writeStaged({ ctx, space: fresh, staging, report, progress: count });
  } catch (error) {
    throw error instanceof ArchiveError ? new ImportProblem(error.message, { cause: error }) : error;
  } finally {
    progress.stop();
    staging.close();
  }
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
  return report;
}

function stagingFile({ services }: Ctx, space: Space, paths: string[]): string {
  const folder = join(services.config.dataDir, 'imports');
  mkdirSync(folder, { recursive: true });
  const name = createHash('sha256').update(JSON.stringify([space.community_id, space.id, paths.map((p) => resolve(p))])).digest('hex');
  return join(folder, `${name.slice(0, 16)}.sqlite`);
}
