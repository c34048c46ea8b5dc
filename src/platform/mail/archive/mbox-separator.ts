const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';

/** `From sender  Tue Apr  1 08:22:09 2003`: asctime as RFC 4155 asks, sender of any form. */
const STRICT = new RegExp(
  `^From \\S.{0,300}? ${DAY} ${MONTH} [ 0-3]?\\d [ 0-2]?\\d:\\d\\d(:\\d\\d)?( \\S{1,40})? (19|20)\\d\\d\\b`,
);
/** What real mail programs wrote: zones, commas, day first, numeric dates; but one sender, then a date with a time. */
const LOOSE =
  /^From (?:\S+(?: at \S+| \(at\) \S+| <\S+>)?|"[^"]*" ?<?\S*) +(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? |\d{1,2}[-/. ]|\d{4}[-/.]\d).{0,60}?\b\d{1,2}:\d{2}\b/i;
const HEADER = /^(?:[!-9;-~]{1,80}[ \t]*:|>From )/;

/**
 * Whether a line may start a message. Prose such as "From here on, …" has no time of day and passes
 * for text; the first line of a file needs no date at all.
 */
export function isSeparator(line: string, first: boolean): boolean {
  return line.startsWith('From ') && (first || LOOSE.test(line) || STRICT.test(line));
}

/** Whether a line is a separator beyond doubt: then it counts even when no blank line comes before it. */
export function isStrictSeparator(line: string): boolean {
  return STRICT.test(line);
}

/** Whether a line can follow a separator: a header, or a second (quoted) `From ` as some archives have. */
export function isHeaderLine(line: string): boolean {
  return HEADER.test(line) || STRICT.test(line);
}
