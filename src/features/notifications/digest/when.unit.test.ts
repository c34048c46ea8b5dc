import { expect, it } from 'vitest';
import { nextDigest, periodsAt } from './when.ts';

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
  expect(periodsAt('UTC', at('2026-06-01T07:00:00Z'))).toEqual(['daily', 'weekly', 'monthly']);
  expect(periodsAt('Pacific/Auckland', at('2026-06-01T20:00:00Z'))).toEqual(['daily']);
});
