import { expect, it } from 'vitest';
import { decayedCount, decayedLog, LATELY, STEADILY } from './decay.ts';

const DAY = 86_400_000;
const now = Date.UTC(2026, 5, 1);

it('counts an answer of now as one, and halves it with every half-life', () => {
  const log = decayedLog([{ at: now, weight: 1 }], LATELY);
  expect(decayedCount(log, LATELY, now)).toBeCloseTo(1);
  expect(decayedCount(log, LATELY, now + LATELY * DAY)).toBeCloseTo(0.5);
  expect(decayedCount(log, LATELY, now + 3 * LATELY * DAY)).toBeCloseTo(0.125);
});

it('adds up answers by their age and weight', () => {
  const events = [{ at: now, weight: 2 }, { at: now - STEADILY * DAY, weight: 1 }];
  expect(decayedCount(decayedLog(events, STEADILY), STEADILY, now)).toBeCloseTo(2.5);
});

it('makes nothing of nothing', () => expect(decayedCount(decayedLog([], LATELY), LATELY, now)).toBe(0));

it('overflows at no date', () => {
  for (const at of [0, Date.UTC(2126, 0, 1)]) expect(decayedCount(decayedLog([{ at, weight: 1 }], LATELY), LATELY, at)).toBeCloseTo(1);
});
