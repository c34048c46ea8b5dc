import type { Ctx } from '../context.ts';
import { insertJob } from './queries.ts';
import './tables.ts';

export * from './kinds.ts';
export * from './queries.ts';
export { repeatJob } from './repeated.ts';
export { startRunner, type Runner } from './runner.ts';

export interface JobOptions {
  /** Milliseconds since the epoch; now when left out. */
  runAt?: number;
  /** Lower runs first: 1 a person waits, 5 usual, 9 whenever there is time. */
  priority?: number;
  /** With a key, the job is added only when none with this key waits. */
  uniqueKey?: string;
}

export interface Jobs {
  /** Adds a job on `ctx.db`, so that it exists exactly when the change that asked for it does. */
  enqueue(ctx: Ctx, kind: string, payload: unknown, options?: JobOptions): Promise<void>;
  /** Says that there may be something to do, so that a job need not wait for the next look. */
  wake(): void;
  onWake(listener: () => void): void;
  /** Says that somebody waits for an answer: light jobs leave time for it. */
  giveWay(): void;
  /** How often that was said since this was last asked. */
  given(): number;
}

export function createJobs(): Jobs {
  const listeners: (() => void)[] = [];
  let waiting = 0;
  return {
    async enqueue(ctx, kind, payload, { runAt = ctx.now, priority = 5, uniqueKey } = {}) {
      await insertJob(ctx.db, { kind, payload: JSON.stringify(payload), priority, unique_key: uniqueKey ?? null, run_at: runAt, created_at: ctx.now });
    },
    wake: () => listeners.forEach((listener) => listener()),
    onWake: (listener) => void listeners.push(listener),
    giveWay: () => void (waiting += 1),
    given() {
      const count = waiting;
      waiting = 0;
      return count;
    },
  };
}
