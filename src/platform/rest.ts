import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

const LOOK_MS = 10_000;
const QUIET = 0.02;
const GROWN = 12_000_000;

const listeners: (() => void)[] = [];

/** Registers what can be let go of while nobody asks for anything. */
export function whenResting(letGo: () => void): void {
  listeners.push(letGo);
}

/** Gives memory back to the system when the process has had nearly nothing to do for a while: V8 by itself waits for more work. */
export function restWhenQuiet(): void {
  const { gc } = globalThis;
  if (!gc) return;
  let before = performance.eventLoopUtilization();
  let least = 0;
  setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(before);
    before = performance.eventLoopUtilization();
    if (utilization > QUIET || getHeapStatistics().total_physical_size < least + GROWN) return;
    listeners.forEach((letGo) => letGo());
    gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    least = getHeapStatistics().total_physical_size;
  }, LOOK_MS).unref();
}
