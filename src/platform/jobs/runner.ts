import { createContext, type Services } from '../context.ts';
import { ANONYMOUS } from '../viewer.ts';
import { aloneKinds, jobKind, type JobKind } from './kinds.ts';
import { startRepeated } from './repeated.ts';
import { buryJob, claimJobs, deleteJob, postponeJob, type Job } from './queries.ts';

const LOOK_EVERY_MS = 1000;
const LOCK_MS = 120_000;
const SIDE_BY_SIDE = 4;
/** Draining does not wait for what is due in a moment. */
const SOON_MS = 1000;
const BACKOFF_MS = 5_000;
const LONGEST_BACKOFF_MS = 6 * 3_600_000;

export interface Runner {
  /** Runs everything that is due now, and what that leads to; for tests and the command line. */
  drain(): Promise<number>;
  /** Stops taking jobs and waits for those that run. */
  stop(): Promise<void>;
}

/** Runs due jobs, several side by side; any number of nodes may do so on one database. */
export function startRunner(services: Services, { watch = true } = {}): Runner {
  const worker = crypto.randomUUID();
  const running = new Map<number, { job: Job; done: Promise<void> }>();
  let stopped = false;
  let looking: Promise<number> | null = null;
  let lookAgain = false;

  const aloneNow = () => [...running.values()].map((r) => r.job.kind).filter((kind) => jobKind(kind)?.alone);

  async function take(ahead = 0): Promise<number> {
    const room = SIDE_BY_SIDE - running.size;
    if (room <= 0 || stopped) return 0;
    const now = services.clock() + ahead;
    const { db, engine } = services.database;
    const jobs = await claimJobs(db, engine, { worker, now, lockUntil: now + LOCK_MS, limit: room, alone: aloneKinds() });
    let started = 0;
    for (const job of jobs) {
      const kind = jobKind(job.kind);
      // Two of a kind that runs alone were claimed together: the second goes back.
      if (kind?.alone && aloneNow().includes(job.kind)) await postponeJob(db, job.id, now + 200, null);
      else started += start(job, kind);
    }
    return started;
  }

  function start(job: Job, kind: JobKind | undefined): number {
    const done = runJob(services, job, kind)
      .catch((error: unknown) => services.log.error({ err: error, job: job.kind }, 'a job could not be settled'))
      .finally(() => {
        running.delete(job.id);
        if (watch) look();
      });
    running.set(job.id, { job, done });
    return 1;
  }

  function look(): void {
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = take()
      .catch((error: unknown) => (services.log.error({ err: error }, 'jobs could not be read'), 0))
      .finally(() => {
        looking = null;
        if (!lookAgain || stopped) return;
        lookAgain = false;
        look();
      });
  }

  const begun = startRepeated(services).catch((error: unknown) => services.log.error({ err: error }, 'repeated jobs could not be begun'));
  const timer = watch ? setInterval(look, LOOK_EVERY_MS) : null;
  if (watch) services.jobs.onWake(look);

  return {
    async drain() {
      let ran = 0;
      await begun;
      for (let started = await take(SOON_MS); started > 0 || running.size > 0; started = await take(SOON_MS)) {
        ran += started;
        await Promise.all([...running.values()].map((r) => r.done));
      }
      return ran;
    },
    async stop() {
      stopped = true;
      if (timer) clearInterval(timer);
      await begun;
      await looking;
      await Promise.all([...running.values()].map((r) => r.done));
    },
  };
}

async function runJob(services: Services, job: Job, kind: JobKind | undefined): Promise<void> {
  const { db } = services.database;
  try {
    if (!kind) throw new Error(`no handler for jobs of kind ${job.kind}`);
    const ctx = createContext(services, ANONYMOUS);
    const outcome = await kind.handler(ctx, JSON.parse(job.payload) as never, { id: job.id, attempt: job.attempts });
    if (outcome) await postponeJob(db, job.id, outcome.againAt, null);
    else await deleteJob(db, job.id);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const final = job.attempts >= (kind?.attempts ?? 3);
    services.log.warn({ err: error, job: job.kind, attempt: job.attempts, final }, 'a job failed');
    if (final) await buryJob(db, job.id, services.clock(), text);
    else await postponeJob(db, job.id, services.clock() + backoff(job.attempts), text);
  }
}

/** Milliseconds to wait after the nth failed try: doubling, with a quarter of chance so that retries spread. */
function backoff(attempt: number): number {
  const base = Math.min(BACKOFF_MS * 2 ** (attempt - 1), LONGEST_BACKOFF_MS);
  return Math.round(base * (0.875 + Math.random() * 0.25));
}
