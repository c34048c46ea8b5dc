import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { DatabaseAddress } from '../db/index.ts';
import { workerFile } from './locate.ts';

/** What a worker thread is told when it starts. */
export interface WorkerStart {
  address: DatabaseAddress;
}

/** Heavy reads and computing, off the thread that serves pages. */
export interface Workers {
  /** Runs a task by name in a worker thread; `src/heavy.worker.ts` lists the tasks. Throws what the task throws. */
  run<R>(task: string, payload: unknown): Promise<R>;
  close(): Promise<void>;
}

const IDLE_MS = 2 * 60_000;
const QUEUE = 256;

/** A small pool that starts its first thread when first used and ends the last when none was used for a while: each takes 30 MB. */
export function startWorkers(start: WorkerStart): Workers {
  let pool: Piscina | null = null;
  const open = () =>
    (pool ??= new Piscina({
      filename: workerFile('heavy.worker'),
      workerData: start,
      minThreads: 0,
      maxThreads: Math.max(1, Math.min(4, availableParallelism() - 1)),
      idleTimeout: IDLE_MS,
      maxQueue: QUEUE,
    }));
  return {
    run: (task, payload) => open().run({ task, payload }),
    close: async () => pool?.destroy(),
  };
}
