/** The clock of a time zone, and its name for a reader. */
export function localTime(timeZone: string, now: number, language: string): { zone: string; clock: string } {
  const clock = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(now);
  return { zone: timeZone.replaceAll('_', ' '), clock };
}

/** A year or month (ISO 8601) in words: "2021", "September 2021". */
export function monthOf(when: string, language: string): string {
  if (when.length === 4) return when;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: 'UTC', year: 'numeric', month: 'long' }).format(Date.parse(`${when}-01`));
}
