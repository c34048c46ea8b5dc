import { expect, it } from 'vitest';
import { lastDigest, nextDigest, type Period } from './when.ts';

const at = (text: string) => Date.parse(text);
const next = (period: 'daily' | 'weekly' | 'monthly', timeZone: string, after: string, minute = 420) =>
  new Date(nextDigest(period, { timeZone, minute }, at(after))).toISOString();

it('comes at the hour of its reader, whatever their clocks do', () => {
  expect(next('daily', 'Asia/Manila', '2026-03-02T22:59:00Z')).toBe('2026-03-02T23:00:00.000Z');
  expect(next('daily', 'Asia/Manila', '2026-03-02T23:00:00Z')).toBe('2026-03-03T23:00:00.000Z');
  expect(next('daily', 'Europe/Berlin', '2026-03-28T12:00:00Z')).toBe('2026-03-29T05:00:00.000Z');
  expect(next('daily', 'Europe/Berlin', '2026-10-24T12:00:00Z')).toBe('2026-10-25T06:00:00.000Z');
  expect(next('daily', 'Europe/Berlin', '2026-03-28T12:00:00Z', 150)).toMatch(/^2026-03-29T0[01]:30/);
});

it('comes on Mondays, and on the first of a month', () => {
  expect(next('weekly', 'America/Lima', '2026-12-31T00:00:00Z')).toBe('2027-01-04T12:00:00.000Z');
  expect(next('monthly', 'Asia/Kathmandu', '2026-01-31T12:00:00Z')).toBe('2026-02-01T01:15:00.000Z');
});

it('knows when each was to come last, to the minute', () => {
  const last = (period: Period, until: string) => new Date(lastDigest(period, { timeZone: 'Pacific/Auckland', minute: 420 }, at(until))).toISOString();
  expect(last('daily', '2026-06-01T19:00:00Z')).toBe('2026-06-01T19:00:00.000Z');
  expect(last('daily', '2026-06-01T18:59:00Z')).toBe('2026-05-31T19:00:00.000Z');
  expect(last('weekly', '2026-06-07T18:59:00Z')).toBe('2026-05-31T19:00:00.000Z');
  expect(last('monthly', '2026-06-30T18:00:00Z')).toBe('2026-05-31T19:00:00.000Z');
});
