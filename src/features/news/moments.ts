const MINUTE = 60_000;
/** The fields of the form that are moments: a day alone means its end. */
export const MOMENTS = ['starts_at', 'ends_at', 'deadline_at', 'expires_at', 'publish_at'] as const;
const DAYS: readonly string[] = ['deadline_at', 'expires_at'];

/** The clock of a zone at a moment, as a form's field writes it: 2026-11-25T14:30. */
export function localOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).format(at).replace(' ', 'T');
}

/** When the clock of a zone shows this: a second look settles days on which clocks change. */
export function momentOf(local: string, timeZone: string): number {
  const wanted = Date.parse(`${local}Z`);
  let at = wanted;
  for (let look = 0; look < 2; look += 1) at += wanted - Date.parse(`${localOf(at, timeZone)}Z`);
  return at;
}

/** The moments of a form, typed by the clock of whoever typed them, as ISO 8601. What is none stays as it is, to be refused. */
export function asMoments(fields: Record<string, unknown>, timeZone: string): Record<string, unknown> {
  const iso = (typed: unknown): unknown => {
    if (typeof typed !== 'string') return typed;
    const local = /^\d{4}-\d\d-\d\d$/.test(typed) ? `${typed}T23:59` : typed;
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) || Number.isNaN(Date.parse(`${local}Z`))) return typed;
    return new Date(momentOf(local, timeZone)).toISOString();
  };
  return { ...fields, ...Object.fromEntries(MOMENTS.map((name) => [name, iso(fields[name])])) };
}

/** Moments as the form's fields show them. */
export function asTyped(row: Record<(typeof MOMENTS)[number], number | null>, timeZone: string): Record<string, string> {
  return Object.fromEntries(MOMENTS.map((name) => [name, row[name] === null ? '' : localOf(Math.floor(row[name]! / MINUTE) * MINUTE, timeZone).slice(0, DAYS.includes(name) ? 10 : 16)]));
}

/** The month of the archive that a moment is in. */
export const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);

/** From when until when a month lasts; null when it is none. */
export function spanOf(month: string): { from: number; to: number } | null {
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month)) return null;
  const [year, number] = month.split('-').map(Number) as [number, number];
  return { from: Date.UTC(year, number - 1), to: Date.UTC(year, number) };
}
