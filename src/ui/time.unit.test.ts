import { expect, it } from 'vitest';
import { dayOf, exactTime, humanTime } from './time.ts';

const NOW = Date.UTC(2026, 10, 24, 11, 20);
const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;

it.each([
  [0, 'now'],
  [-20_000, 'now'],
  [-50_000, '1 minute ago'],
  [-5 * minutes, '5 minutes ago'],
  [-59.6 * minutes, '1 hour ago'],
  [-23.4 * hours, '23 hours ago'],
  [-23.6 * hours, 'yesterday'],
  [-13 * days, '13 days ago'],
  [-20 * days, '4 November'],
  [-400 * days, '20 October 2025'],
  [3 * days, 'in 3 days'],
])('%d ms away is %s', (distance, text) => expect(humanTime(NOW + distance, NOW, 'en', 'UTC')).toBe(text));

it('speaks the reader’s language', () => {
  expect(humanTime(NOW - 2 * hours, NOW, 'fr', 'UTC')).toBe('il y a 2 heures');
});

it('shows dates in the zone given', () => {
  const lateInLondon = Date.UTC(2026, 10, 24, 23, 30);
  expect(dayOf(lateInLondon, 'en', 'UTC')).toBe('24 November 2026');
  expect(dayOf(lateInLondon, 'en', 'Pacific/Fiji')).toBe('25 November 2026');
  expect(exactTime(lateInLondon, 'en', 'Pacific/Fiji')).toContain('Wednesday');
});
