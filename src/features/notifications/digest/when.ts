import type { MailMode } from '../tables.ts';

export type Period = Exclude<MailMode, 'now' | 'off'>;

const MINUTE = 60_000;
const DAY = 86_400_000;
const MONDAY = 1;

/** The day and the minute of the day that clocks of a time zone show; the day as its midnight would be in UTC. */
export function localTime(timeZone: string, at: number): { day: number; minute: number } {
  const format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)])) as Record<string, number>;
  return { day: Date.UTC(parts.year!, parts.month! - 1, parts.day!), minute: parts.hour! * 60 + parts.minute! };
}

/** When clocks of a time zone show that minute of that day; a little later where they skip it. */
function instantOf(timeZone: string, day: number, minute: number): number {
  const shown = day + minute * MINUTE;
  let at = shown;
  for (let round = 0; round < 2; round += 1) {
    const local = localTime(timeZone, at);
    at += shown - (local.day + local.minute * MINUTE);
  }
  return at;
}

/** The digests that a day brings: the daily one, on Mondays the weekly, on the first the monthly. */
function periodsOfDay(day: number): Period[] {
  const date = new Date(day);
  return ['daily', ...(date.getUTCDay() === MONDAY ? (['weekly'] as const) : []), ...(date.getUTCDate() === 1 ? (['monthly'] as const) : [])];
}

/** When the last digest of a period was to come, at a moment or before it. */
export function lastDigest(period: Period, { timeZone, minute }: { timeZone: string; minute: number }, until: number): number {
  let day = localTime(timeZone, until).day;
  for (;; day -= DAY) {
    const at = periodsOfDay(day).includes(period) ? instantOf(timeZone, day, minute) : Infinity;
    if (at <= until) return at;
  }
}

/** When the next digest of a period comes, after a moment. */
export function nextDigest(period: Period, { timeZone, minute }: { timeZone: string; minute: number }, after: number): number {
  let day = localTime(timeZone, after).day;
  for (;; day += DAY) {
    const at = periodsOfDay(day).includes(period) ? instantOf(timeZone, day, minute) : 0;
    if (at > after) return at;
  }
}
