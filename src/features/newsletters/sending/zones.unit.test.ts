import { describe, expect, it } from 'vitest';
import { fieldsOf, isZone, momentIn, monthBefore } from './zones.ts';

const at = (iso: string) => Date.parse(iso);

describe('a time in a zone', () => {
  it.each([
    ['2026-12-01', '09:00', 'UTC', '2026-12-01T09:00Z'],
    ['2026-12-01', '09:00', 'Pacific/Fiji', '2026-11-30T21:00Z'],
    ['2026-12-01', '09:00', 'America/Lima', '2026-12-01T14:00Z'],
    ['2026-07-01', '09:00', 'Europe/Berlin', '2026-07-01T07:00Z'],
    ['2026-07-01', '09:15', 'Asia/Kathmandu', '2026-07-01T03:30Z'],
    // Clocks go from 2:00 to 3:00 on 29 March, and twice through 2:30 on 25 October.
    ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30Z'],
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30Z'],
  ])('%s %s %s', (date, time, zone, moment) => {
    expect(new Date(momentIn(date, time, zone)!).toISOString()).toBe(new Date(moment).toISOString());
  });

  it('refuses days that are none, and zones that nobody knows', () => {
    expect(momentIn('2026-02-30', '09:00', 'UTC')).toBeNull();
    for (const name of ['UTC', 'Asia/Manila', 'America/Argentina/Ushuaia']) expect(isZone(name), name).toBe(true);
    for (const name of ['Mars/Olympus', '', '+02:00', 'utc; drop']) expect(isZone(name), name).toBe(false);
  });

  it('goes back to the fields of a form', () => expect(fieldsOf(at('2026-11-30T21:00Z'), 'Pacific/Fiji')).toEqual({ date: '2026-12-01', time: '09:00' }));

  it('knows the month that has ended', () => {
    expect(monthBefore(at('2026-01-01T03:00Z'), 'Asia/Manila')).toMatchObject({ month: '2025-12', since: at('2025-11-30T16:00Z'), until: at('2025-12-31T16:00Z'), day: 1, hour: 11 });
    expect(monthBefore(at('2026-01-01T03:00Z'), 'America/Lima')).toMatchObject({ month: '2025-11', day: 31 });
  });
});
