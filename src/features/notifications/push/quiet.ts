const MINUTE = 60_000;
const DAY = 24 * 60;

/** When the quiet hours that hold now end; null when none do. Minutes of the day by the clock of a time zone, perhaps over midnight. */
export function quietUntil({ since, until }: { since: number; until: number }, timeZone: string, now: number): number | null {
  const minute = minuteOfDay(timeZone, now);
  const into = (minute - since + DAY) % DAY;
  const length = (until - since + DAY) % DAY;
  return into < length ? Math.floor(now / MINUTE) * MINUTE + (length - into) * MINUTE : null;
}

function minuteOfDay(timeZone: string, now: number): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' }).formatToParts(now);
  const part = (type: string) => Number(parts.find((p) => p.type === type)!.value);
  return part('hour') * 60 + part('minute');
}
