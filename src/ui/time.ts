const SECOND = 1000;
const DAY = 86_400 * SECOND;
const STEPS = [
  ['minute', 60 * SECOND, 60],
  ['hour', 3600 * SECOND, 24],
  ['day', DAY, 14],
] as const;
type Format = Intl.DateTimeFormat | Intl.RelativeTimeFormat | Intl.NumberFormat;

const formats = new Map<string, Format>();

function cached<T extends Format>(key: string, make: () => T): T {
  let format = formats.get(key);
  if (!format) formats.set(key, (format = make()));
  return format as T;
}

/** A number as people of a language write it: "12,000". */
export function numberOf(value: number, language: string): string {
  return cached(`number ${language}`, () => new Intl.NumberFormat(language)).format(value);
}

/**
 * A time as people say it: "now", "5 minutes ago", "yesterday", "in 3 days"; beyond two weeks the date,
 * with its year when that is another one. Runs on the server and in the page.
 */
export function humanTime(at: number, now: number, language: string, timeZone?: string): string {
  const distance = at - now;
  const relative = cached(`relative ${language}`, () => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
  if (Math.abs(distance) < 45 * SECOND) return relative.format(0, 'second');
  for (const [unit, length, limit] of STEPS) {
    const count = Math.round(distance / length);
    if (Math.abs(count) < limit) return relative.format(count || Math.sign(distance), unit);
  }
  const year = Math.abs(distance) > 300 * DAY ? 'numeric' : undefined;
  return dateFormat(language, timeZone, { day: 'numeric', month: 'long', year }).format(at);
}

/** The exact time with its zone, for a title: "Tuesday, 24 November 2026 at 11:20 UTC". */
export function exactTime(at: number, language: string, timeZone?: string): string {
  return dateFormat(language, timeZone, {
    weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short',
  }).format(at);
}

/** A day alone: "24 November 2026". */
export function dayOf(at: number, language: string, timeZone?: string): string {
  return dateFormat(language, timeZone, { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

function dateFormat(language: string, timeZone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${options.weekday} ${options.hour} ${options.year}`;
  return cached(key, () => new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...options, timeZone }));
}
