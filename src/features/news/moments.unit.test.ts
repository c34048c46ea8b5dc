import { expect, it } from 'vitest';
import { asMoments, asTyped, localOf, momentOf, spanOf } from './moments.ts';

it('reads a clock in its zone, also where clocks change', () => {
  expect(new Date(momentOf('2026-11-25T09:00', 'Asia/Kathmandu')).toISOString()).toBe('2026-11-25T03:15:00.000Z');
  for (const local of ['2026-03-29T03:30', '2026-10-25T12:00', '2026-07-01T00:00']) expect(localOf(momentOf(local, 'Europe/Berlin'), 'Europe/Berlin')).toBe(local);
});

it('takes a day alone as its end, and leaves what is no date to be refused', () => {
  const moments = asMoments({ deadline_at: '2026-12-01', starts_at: 'soon', expires_at: '2026-02-31', title: 'x' }, 'UTC');
  expect(moments).toMatchObject({ deadline_at: '2026-12-01T23:59:00.000Z', starts_at: 'soon', title: 'x' });
  expect(moments.ends_at).toBeUndefined();
  const row = { starts_at: Date.UTC(2026, 0, 2, 3, 4), ends_at: null, deadline_at: Date.UTC(2026, 11, 1, 23, 59), expires_at: null, publish_at: null };
  expect(asTyped(row, 'UTC')).toEqual({ starts_at: '2026-01-02T03:04', ends_at: '', deadline_at: '2026-12-01', expires_at: '', publish_at: '' });
});

it('knows how long a month lasts', () => {
  expect(spanOf('2026-12')).toEqual({ from: Date.UTC(2026, 11), to: Date.UTC(2027, 0) });
  expect([spanOf('2026-13'), spanOf('x')]).toEqual([null, null]);
});
