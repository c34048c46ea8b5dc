import { createContext, type Ctx, type Services } from '../context.ts';
import { ANONYMOUS } from '../viewer.ts';
import { defineJob } from './kinds.ts';

const repeated = new Map<string, number>();

/**
 * Registers what is done again and again, about every `every` milliseconds, by one node at a time. The
 * next time is written down before the work begins, so that a failure never ends the row.
 */
export function repeatJob(kind: string, every: number, work: (ctx: Ctx) => Promise<void>): void {
  repeated.set(kind, every);
  const again = async (ctx: Ctx) => {
    await waitFor(ctx, kind, every);
    await work(ctx);
  };
  defineJob(kind, again, { attempts: 5, alone: true });
}

function waitFor(ctx: Ctx, kind: string, every: number): Promise<void> {
  return ctx.services.jobs.enqueue(ctx, kind, {}, { uniqueKey: kind, runAt: ctx.now + every, priority: 9 });
}

/** Begins what repeats and does not wait already. */
export async function startRepeated(services: Services): Promise<void> {
  const ctx = createContext(services, ANONYMOUS);
  for (const [kind, every] of repeated) await waitFor(ctx, kind, every);
}
