import type { MailLine } from './mail-lines.ts';
import * as words from './mail-words.ts';

const WROTE = new RegExp(`(?:(?<!\\p{L})${words.WROTE}(?!\\p{L})|${words.WROTE_JOINED}).{0,60}$`, 'iu');
const OPENING = new RegExp(`^${words.ON}(?!\\p{L})`, 'iu');
const DATE = /\b\d{1,4}[-/.年 ]\s?\S{1,12}[-/.月 ]\s?\d{1,4}\b|\b\d{1,2}:\d{2}\b/;
const ADDRESS = /<[^<>\s]*@[^<>\s]*>|\S@\S+\.\S|\[mailto:|<\s*$/;

/** Whether lines (joined) introduce a quote: "On Monday, Ana <ana@x> wrote:", in many languages. */
export function isAttribution(text: string): boolean {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length > 300 || line.length < 4) return false;
  const colon = /[:：]\s?$|\.\.\.$|wrote\s?-{0,4}$/.test(line);
  if (/^\* .+ \[\d{4}-\d\d-\d\d [^\]]*\]:$/.test(line)) return true;
  if (WROTE.test(line)) return colon || ADDRESS.test(line) || DATE.test(line);
  return colon && (ADDRESS.test(line) || OPENING.test(line)) && DATE.test(line);
}

/** Whether a line can be the first of an attribution that goes on in the next. */
export function beginsAttribution(text: string): boolean {
  const line = text.trim();
  return line.length <= 120 && !/[.!?]$/.test(line) && DATE.test(line) && (OPENING.test(line) || /^\p{L}{2,10}[,.]? /u.test(line));
}

/** An attribution so plain, with date or address, that what follows is a quote even without ">". */
export function isFullAttribution(text: string): boolean {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 300 && isAttribution(line) && WROTE.test(line) && (DATE.test(line) || ADDRESS.test(line));
}

const RULED = '^[\\s*_>]*[-_=]{2,}\\s*';
const ORIGINAL = new RegExp(`${RULED}${words.ORIGINAL}\\s*[-_=]{2,}[\\s*_]*$`, 'iu');
const FORWARDED = new RegExp(`${RULED}${words.FORWARDED}|^\\s*begin forwarded message:?`, 'iu');
const HEADER = new RegExp(`^[\\s*>|]*${words.HEADERS}\\s?\\*?\\s?[:：]`, 'iu');

export function isOriginalMark(text: string): boolean {
  return text.length < 120 && ORIGINAL.test(text);
}

export function isForwardMark(text: string): boolean {
  return text.length < 160 && FORWARDED.test(text);
}

/** How many lines from `at` are a copied message head ("From: … Sent: … Subject: …"): 0 unless at least three names stand there. */
export function headBlock(lines: MailLine[], at: number): number {
  let end = at;
  let names = 0;
  while (end < lines.length && end - at < 20) {
    const line = lines[end]!;
    if (line.depth > 0 || line.text.trim() === '') break;
    if (line.text.length < 500 && HEADER.test(line.text)) names += 1;
    else if (names === 0) return 0;
    end += 1;
  }
  return names >= 3 ? end - at : 0;
}

const DEVICE = new RegExp(`^[\\s(<*]*${words.SENT_FROM}`, 'iu');
const FOOTER = new RegExp(words.FOOTER, 'iu');

/** "Sent from my phone" and its kin. */
export function isDeviceLine(text: string): boolean {
  return text.length < 160 && DEVICE.test(text);
}

/** "-- " (RFC 3676 §4.3), also without its space, and the dash lines of some programs. */
export function isSignatureMark(text: string): boolean {
  return /^(?:-- ?|—|--- ?|_{2,9}|-{4,}BEGIN PGP SIGNATURE-{4,})$/.test(text);
}

/** Whether lines below a rule are a footer that list software or a mail provider added. */
export function isFooter(rule: string, lines: string[]): boolean {
  const text = lines.join('\n').trim();
  if (rule.includes('next part')) return text === '' || /^An? .{1,60} attachment was scrubbed/.test(text);
  if (/^_{10,}\s*$/.test(rule) && text.length < 300 && text.split('\n').length <= 5) return true;
  return lines.length <= 14 && text.length < 1500 && FOOTER.test(text);
}

/** A rule such as "______", or where pipermail cut an attachment off. */
export function isRule(text: string): boolean {
  return /^[\s*]*(?:_{5,}|-{5,}|={5,}|\*{5,}|~{5,}|#{5,}|-{5,} next part -{5,})[\s*]*$/.test(text);
}
