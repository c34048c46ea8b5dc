import { monthOf, zoneOf } from './date-words.ts';
import type { Headers } from './headers.ts';

/** Where a date comes from; `repaired` is the Date header understood in spite of faults. */
export type DateSource = 'header' | 'repaired' | 'envelope' | 'received' | 'neighbour' | 'none';
/** `at` in milliseconds since 1970 UTC. */
export type MessageDate = { at: number | null; source: DateSource };

const DAY = 86_400_000;
/** ARPANET mail begins in 1971; what claims to be older has a dead clock. */
const EARLIEST = Date.UTC(1971, 0, 1);
const CORRECT =
  /^(?:[A-Z][a-z]{2}, )? ?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UTC?|[ECMP][SD]T)(?: *\([^()]*\))?$/;

/**
 * When a message was written. The Date header if it can be read and fits its time of arrival (at most two
 * days after it, at most a year before); else the mbox `From ` line, then the last Received, then `near`
 * (a neighbour in the archive). `now` bounds what can be true.
 */
export function dateOf(headers: Headers, hints: { envelope?: string | null; near?: number | null; now: number }): MessageDate {
  const plausible = (at: number | null): number | null =>
    at !== null && at >= EARLIEST && at <= hints.now + 2 * DAY ? at : null;
  const header = headers.first('date');
  const envelope = plausible(readDate(envelopeDate(hints.envelope ?? '')));
  const received = plausible(receivedAt(headers));
  const arrival = received ?? envelope;
  const written = plausible(readDate(header ?? ''));
  if (written !== null && (arrival === null || (written <= arrival + 2 * DAY && written >= arrival - 366 * DAY))) {
    return { at: written, source: CORRECT.test(header!.trim()) ? 'header' : 'repaired' };
  }
  if (envelope !== null) return { at: envelope, source: 'envelope' };
  if (received !== null) return { at: received, source: 'received' };
  if (hints.near != null) return { at: hints.near, source: 'neighbour' };
  return { at: null, source: 'none' };
}

/** What follows the sender in a `From ` line; names of senders hold months and numbers too ("jan2003"). */
function envelopeDate(line: string): string {
  return /^From .*?\b((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*)$/.exec(line)?.[1] ?? /^From \S+ +(.*)$/.exec(line)?.[1] ?? '';
}

/** The topmost Received header is the last stamped (RFC 5321 §4.4): its date follows the last semicolon. */
function receivedAt(headers: Headers): number | null {
  for (const value of headers.all('received').slice(0, 5)) {
    const at = readDate(value.slice(value.lastIndexOf(';') + 1));
    if (at !== null) return at;
  }
  return null;
}

/**
 * Reads a date in nearly any form, or null: RFC 5322 with two-digit years (§4.3), asctime, ISO 8601,
 * day first or (when it must be) month first numbers, month names in many languages, named zones or
 * none (taken as UTC).
 */
export function readDate(text: string): number | null {
  let rest = text.slice(0, 200).replace(/[\u00A0\u202F]/g, ' ');
  const time = /(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?(?!\d)\s*([ap])?\.?(?:m\b)?/i.exec(
    rest.replace(/(\d)T(\d)/, '$1 $2'),
  );
  if (!time) return null;
  rest = rest.replace(/(\d)T(\d)/, '$1 $2');
  const before = rest.slice(0, time.index);
  const after = rest.slice(time.index + time[0].length);
  const day = readDay(`${before} ${after.replace(/[+-]\d{2}:?\d{2}\b/, ' ')}`);
  if (!day) return null;
  const clock = readClock(time);
  return clock === null ? null : day + clock - (readZone(after) ?? 0);
}

function readClock(time: RegExpExecArray): number | null {
  let hour = Number(time[1]);
  if (time[4] && hour <= 12) hour = (hour % 12) + (time[4].toLowerCase() === 'p' ? 12 : 0);
  // 24:00 and leap seconds exist; 25:00 does not.
  const minute = Number(time[2]);
  const second = Number(time[3] ?? 0);
  return hour > 24 || minute > 59 || second > 60 ? null : ((hour * 60 + minute) * 60 + second) * 1000;
}

function readZone(after: string): number | null {
  const number = /(?:GMT|UTC)?\s*([+-])(\d{2}):?(\d{2})\b/.exec(after);
  if (number) {
    const minutes = Number(number[2]) * 60 + Number(number[3]);
    // No place is further than 14 hours off; "-0000" means unknown (RFC 5322 §3.3).
    if (Number(number[3]) < 60 && minutes <= 14 * 60) return (number[1] === '-' ? -1 : 1) * minutes * 60_000;
  }
  const dst = /\b(?:MET|CET)[ -]?DST\b/i.test(after);
  if (dst) return zoneOf('METDST');
  for (const word of after.match(/\b[A-Za-z]{1,5}\b/g) ?? []) {
    const zone = monthOf(word) === null || word === word.toUpperCase() ? zoneOf(word) : null;
    if (zone !== null) return zone;
  }
  return null;
}

function readDay(text: string): number | null {
  const iso = /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text);
  if (iso) return civil(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const east = /(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日/.exec(text);
  if (east) return civil(Number(east[1]), Number(east[2]) - 1, Number(east[3]));
  const numeric = /(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)/.exec(text);
  if (numeric) {
    const [a, b, year] = [Number(numeric[1]), Number(numeric[2]), fullYear(numeric[3]!)];
    return b > 12 ? civil(year, a - 1, b) : civil(year, b - 1, a);
  }
  return namedDay(text);
}

function namedDay(text: string): number | null {
  let month: number | null = null;
  for (const word of text.match(/[\p{L}\p{M}]{2,12}/gu) ?? [])
    month ??= /^mar$/i.test(word) && hasOtherMonth(text, word) ? null : monthOf(word);
  if (month === null) return null;
  const numbers = (text.match(/\d+/g) ?? []).filter((digits) => digits.length <= 4);
  const year = numbers.find((digits) => digits.length >= 3) ?? numbers[1];
  const day = numbers.find((digits) => digits !== year && digits.length <= 2);
  return year === undefined || day === undefined ? null : civil(fullYear(year), month, Number(day));
}

/** "mar." is March, and Tuesday in French, Spanish and Italian: then another month name follows. */
function hasOtherMonth(text: string, word: string): boolean {
  return (text.replace(word, ' ').match(/[\p{L}\p{M}]{2,12}/gu) ?? []).some((other) => monthOf(other) !== null);
}

/** RFC 5322 §4.3: two digits below 50 are 20xx, others 19xx; three digits (a year-2000 fault) count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length >= 4) return year;
  if (digits.length === 3) return 1900 + year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function civil(year: number, month: number, day: number): number | null {
  const at = Date.UTC(year, month, day);
  const date = new Date(at);
  return date.getUTCMonth() === month && date.getUTCDate() === day ? at : null;
}
