import type { Ctx } from '#platform/context.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { arrive, carryStep, MOVE, type MoveJob } from './moving.ts';
import { moveById } from './queries.ts';

/** A run ends well before another node would think that this one died. */
const A_RUN_MS = 30_000;

/** Moves a large room step by step; whatever happens in between, the next run goes on where it was. */
export function setUpMoving(): void {
  defineJob<MoveJob>(MOVE, goOn, { attempts: 1000, alone: true });
}

async function goOn(ctx: Ctx, { moveId }: MoveJob): Promise<void | { againAt: number }> {
  const move = await moveById(ctx.db, moveId);
  if (!move || move.ended_at !== null) return;
  const began = performance.now();
  while (await carryStep(ctx, move)) {
    if (performance.now() - began > A_RUN_MS) return { againAt: ctx.now };
    // Others have their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await arrive(ctx, move);
}
