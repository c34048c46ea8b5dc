/** Whether a name is one of the IANA time zone database that this machine knows. */
export function isZone(name: string): boolean {
  try {
    return /^(?:UTC|[A-Z][A-Za-z_]+\/[\w+\-/]+)$/.test(name) && Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

export interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the calendar and the clock of a zone show at a moment. */
export function localTime(at: number, zone: string): LocalTime {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return { year: parts.year!, month: parts.month!, day: parts.day!, hour: parts.hour!, minute: parts.minute! };
}

const asUtc = ({ year, month, day, hour, minute }: LocalTime) => Date.UTC(year, month - 1, day, hour, minute);

/**
 * The moment at which a zone's clock shows a date (`2026-12-01`) and a time (`09:00`); null for days that
 * are none. An hour that a clock skips is taken later, one that it repeats is taken the first time.
 */
export function momentIn(date: string, time: string, zone: string): number | null {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(wanted) || new Date(wanted).toISOString().slice(0, 10) !== date) return null;
  const offsetAt = (at: number) => asUtc(localTime(at, zone)) - at;
  const moments = [wanted - 86_400_000, wanted + 86_400_000].map((near) => wanted - offsetAt(near));
  const fitting = moments.filter((at) => asUtc(localTime(at, zone)) === wanted);
  return fitting.length > 0 ? Math.min(...fitting) : Math.max(...moments);
}

/** Date and time of a moment in a zone, as form fields have them. */
export function fieldsOf(at: number, zone: string): { date: string; time: string } {
  const iso = new Date(asUtc(localTime(at, zone))).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 16) };
}

/** The month that a zone's calendar shows, and the one before, as `2026-10` with its bounds. */
export function monthBefore(at: number, zone: string): { month: string; since: number; until: number; day: number; hour: number } {
  const { year, month, day, hour } = localTime(at, zone);
  const first = (y: number, m: number) => new Date(Date.UTC(y, m - 1, 1)).toISOString().slice(0, 10);
  const since = first(year, month - 1);
  return { month: since.slice(0, 7), since: momentIn(since, '00:00', zone)!, until: momentIn(first(year, month), '00:00', zone)!, day, hour };
}
