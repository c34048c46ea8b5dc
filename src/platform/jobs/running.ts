import { createContext, transaction, type Ctx, type Services } from '../context.ts';
import { ANONYMOUS } from '../viewer.ts';
import { jobKind } from './kinds.ts';
import { buryJob, deleteJobs, postponeJob, type Job } from './queries.ts';

const BACKOFF_MS = 5_000;
const LONGEST_BACKOFF_MS = 6 * 3_600_000;

/** Hears which jobs are done, so that their rows are taken away. */
export interface Settle {
  done(id: number): void;
}

/** Runs light jobs of one kind, and takes them away, in one transaction. When one fails, each runs for itself. */
export async function runTogether(services: Services, jobs: Job[], settle: Settle): Promise<void> {
  try {
    await transaction(createContext(services, ANONYMOUS), async (ctx) => {
      const done: number[] = [];
      for (const job of jobs) {
        const outcome = await handle(ctx, job);
        if (outcome) await postponeJob(ctx.db, job.id, outcome.againAt, null);
        else done.push(job.id);
      }
      await deleteJobs(ctx.db, done);
    });
  } catch (error) {
    services.log.info({ err: error, job: jobs[0]!.kind, together: jobs.length }, 'jobs failed together, and run each for itself');
    await runEach(services, jobs, settle);
  }
}

/** Runs jobs one after the other; what fails is tried again later, and at last set aside. */
export async function runEach(services: Services, jobs: Job[], settle: Settle): Promise<void> {
  for (const job of jobs) await runOne(services, job, settle);
}

async function runOne(services: Services, job: Job, settle: Settle): Promise<void> {
  const { db } = services.database;
  try {
    const outcome = await handle(createContext(services, ANONYMOUS), job);
    if (outcome) await postponeJob(db, job.id, outcome.againAt, null);
    else settle.done(job.id);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const final = job.attempts >= (jobKind(job.kind)?.attempts ?? 3);
    services.log.warn({ err: error, job: job.kind, attempt: job.attempts, final }, 'a job failed');
    if (final) await buryJob(db, job.id, services.clock(), text);
    else await postponeJob(db, job.id, services.clock() + backoff(job.attempts), text);
  }
}

async function handle(ctx: Ctx, job: Job): Promise<void | { againAt: number }> {
  const kind = jobKind(job.kind);
  if (!kind) throw new Error(`no handler for jobs of kind ${job.kind}`);
  return kind.handler(ctx, JSON.parse(job.payload) as never, { id: job.id, attempt: job.attempts });
}

/** Milliseconds to wait after the nth failed try: doubling, with a quarter of chance so that retries spread. */
function backoff(attempt: number): number {
  const base = Math.min(BACKOFF_MS * 2 ** (attempt - 1), LONGEST_BACKOFF_MS);
  return Math.round(base * (0.875 + Math.random() * 0.25));
}
