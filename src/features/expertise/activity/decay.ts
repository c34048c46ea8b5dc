const DAY = 86_400_000;
/** Any moment will do; a recent one keeps the numbers small. */
const LANDMARK = Date.UTC(2000, 0, 1);

/** The logarithm of next to nothing: there is none of nothing. */
const NEVER = -1e6;

/** Half-lives in days: who answers these weeks, and who has for months. */
export const LATELY = 14;
export const STEADILY = 90;

/**
 * Counts that fade with time, in the form of forward decay (Cormode, Shkapenyuk, Srivastava & Xu 2009): each
 * event weighs 2^((at - landmark) / half-life), and only reading divides by the weight of now. The logarithm
 * of the sum is kept, which no date makes too large.
 */
export function decayedLog(events: { at: number; weight: number }[], halfLife: number): number {
  if (events.length === 0) return NEVER;
  const exponents = events.map(({ at, weight }) => (at - LANDMARK) / DAY / halfLife + Math.log2(weight));
  const most = Math.max(...exponents);
  return most + Math.log2(exponents.reduce((sum, exponent) => sum + 2 ** (exponent - most), 0));
}

/** What such a count is worth at a moment: an event of that moment is 1. */
export function decayedCount(log: number, halfLife: number, now: number): number {
  return 2 ** (log - (now - LANDMARK) / DAY / halfLife);
}
