import type { Services } from '../context.ts';
import { noteFailed } from '../durable.ts';
import { Trouble } from '../trouble.ts';
import { chosen } from './choosing.ts';
import { aloneKinds, jobKind } from './kinds.ts';
import { startRepeated } from './repeated.ts';
import { claimJobs, deleteJobs, dueJobs, type Job } from './queries.ts';
import { runEach, runTogether, type Settle } from './running.ts';

const LOOK_EVERY_MS = 1000;
const LOCK_MS = 120_000;
const SIDE_BY_SIDE = 4;
/** Jobs looked at together: of light ones, so many run in one transaction. */
const AT_ONCE = 20;
/** What is asked for within this time is found by one look. */
const GATHER_MS = 10;
/** Draining does not wait for what is due in a moment. */
const SOON_MS = 1000;
/** After light jobs the thread is left to those who wait for an answer: some time for each, up to so many times what the jobs took. */
const REST_FOR_EACH_MS = 4;
const LONGEST_REST = 6;

export interface Runner {
  /** Runs everything that is due now, and what that leads to; for tests and the command line. */
  drain(): Promise<number>;
  /** Stops taking jobs and waits for those that run. */
  stop(): Promise<void>;
}

/** Runs due jobs, several side by side; any number of nodes may do so on one database. */
export function startRunner(services: Services, { watch = true } = {}): Runner {
  const worker = crypto.randomUUID();
  const running = new Map<Promise<void>, string>();
  /** Jobs that are done and whose rows go with the next look. */
  const settled: number[] = [];
  let stopped = false;
  let looking: Promise<number> | null = null;
  let next: NodeJS.Timeout | null = null;
  let restsUntil = 0;

  const trouble = new Trouble(services, { fails: 'jobs could not be taken', works: 'jobs can be taken again' });
  const settle: Settle = { done: (id) => void settled.push(id) };

  async function take(ahead = 0): Promise<number> {
    const room = stopped ? 0 : SIDE_BY_SIDE - running.size;
    if (room <= 0 && settled.length === 0) return 0;
    const gone = settled.splice(0);
    const jobs = await exchange(services, worker, gone, { room, running: [...running.values()], now: services.clock() + ahead }).catch((error: unknown) => {
      settled.push(...gone);
      throw error;
    });
    for (const [kind, of] of Map.groupBy(jobs, (job) => job.kind)) for (const together of jobKind(kind)?.light ? [of] : of.map((job) => [job])) start(together);
    return jobs.length;
  }

  function start(jobs: Job[]): void {
    const { kind } = jobs[0]!;
    const began = performance.now();
    const light = jobKind(kind)?.light === true;
    const done = (light ? runTogether(services, jobs, settle) : runEach(services, jobs, settle))
      .catch((error: unknown) => services.log.error({ err: error, job: kind }, 'a job could not be settled'))
      .finally(() => {
        running.delete(done);
        if (light) rest(performance.now() - began);
        if (watch) lookIn(0);
      });
    running.set(done, kind);
  }

  // The embedded database works on the thread that answers; a server of its own keeps nobody waiting.
  function rest(took: number): void {
    const waiting = services.jobs.given();
    if (services.database.engine === 'sqlite') restsUntil = performance.now() + Math.min(took * LONGEST_REST, waiting * REST_FOR_EACH_MS);
  }

  function lookIn(ms: number): void {
    if (next || stopped) return;
    next = setTimeout(() => {
      next = null;
      look();
    }, Math.max(ms, restsUntil - performance.now()));
  }

  function look(): void {
    if (looking) return;
    looking = trouble.watch(take(), 0).then((started) => {
      looking = null;
      // There may be more than one look finds.
      if (started > 0 && running.size < SIDE_BY_SIDE) lookIn(0);
      return started;
    });
  }

  const begun = startRepeated(services).catch((error: unknown) => services.log.error({ err: error }, 'repeated jobs could not be begun'));
  const timer = watch ? setInterval(() => lookIn(0), LOOK_EVERY_MS) : null;
  if (watch) services.jobs.onWake(() => lookIn(GATHER_MS));

  return {
    async drain() {
      let ran = 0;
      await begun;
      for (let started = await take(SOON_MS); started > 0 || running.size > 0 || settled.length > 0; started = await take(SOON_MS)) {
        ran += started;
        await Promise.all(running.keys());
      }
      return ran;
    },
    async stop() {
      stopped = true;
      if (timer) clearInterval(timer);
      if (next) clearTimeout(next);
      await begun;
      await looking;
      await Promise.all(running.keys());
      await take();
    },
  };
}

/** Takes away jobs that are done, and takes on those that are due: one transaction for both. */
function exchange(services: Services, worker: string, gone: number[], { room, running, now }: { room: number; running: string[]; now: number }): Promise<Job[]> {
  const { db, engine } = services.database;
  const exchanged = db.transaction().execute(async (trx) => {
    await deleteJobs(trx, gone);
    const due = room > 0 ? await dueJobs(trx, engine, { now, limit: AT_ONCE, alone: aloneKinds() }) : [];
    return claimJobs(trx, chosen(due, room, running), { worker, lockUntil: now + LOCK_MS });
  });
  return exchanged.catch((error: unknown) => {
    noteFailed(services.database, services.clock(), error);
    throw error;
  });
}
