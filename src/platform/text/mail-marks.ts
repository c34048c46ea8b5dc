import type { MailLine } from './mail-lines.ts';
import * as words from './mail-words.ts';

const WROTE = new RegExp(`(?:(?<!\\p{L})${words.WROTE}(?!\\p{L})|${words.WROTE_JOINED}).{0,60}$`, 'iu');
const OPENING = new RegExp(`^(?:-{2,} ?)?${words.ON}(?!\\p{L})`, 'iu');
const DATE = /\b\d{1,4}[-/.年 ]\s?\S{1,12}[-/.月 ]\s?\d{1,4}\b|\b\d{1,2}[:.h]\d{2}\b|\d{4}[년年]|\b\d{1,2},? (?:19|20)\d\d\b/;
const ADDRESS = /<[^<>\s]*@[^<>\s]*>|\S@\S+\.\S|\[mailto:|<\s*$|&lt;\S+@/;
const ENDS = /[:：]['"”*_]?\s?$|\.\.\.$|…$|(?:wrote|schrieb|écrit|escribió|escreveu)\s?-{0,4}$/;
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g;

/** A line for matching: one space between words, no marks of direction or of bold, digits as in ASCII. */
function plain(text: string): string {
  return text
    .slice(0, 1200)
    .normalize('NFC')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u2060]/g, '')
    .replace(DIGITS, (digit) => String((digit.charCodeAt(0) - (digit < '\u06f0' ? 0x660 : digit < '\u0966' ? 0x6f0 : 0x966)) % 10))
    .replace(/^[*_|]+(?! )|[*_]+$/g, '')
    .replace(/\s+/g, ' ')
    .replace(/< (?=\S{1,80}@)/g, '<')
    .trim()
    .replace(/ ?-{2,40}$/, '');
}

export function hasDate(text: string): boolean {
  return DATE.test(plain(text));
}

/** Whether lines (joined) introduce a quote: "On Monday, Ana <ana@x> wrote:", in many languages. */
export function isAttribution(text: string): boolean {
  const line = plain(text);
  if (line.length > 300 || line.length < 4) return false;
  const ends = ENDS.test(line);
  if (/^\* .+ \[\d{4}-\d\d-\d\d [^\]]*\]:$|^\d{4}[-/]\d{1,2}[-/]\d{1,2} .{2,80} <\S+@\S+>$/.test(line)) return true;
  if (/^(?:quoting|zitat von|citando|citation de|citat från) .{2,100}[:：]$/i.test(line)) return true;
  if (WROTE.test(line)) return ends || ADDRESS.test(line) || DATE.test(line);
  return ends && (ADDRESS.test(line) || OPENING.test(line)) && DATE.test(line);
}

/** Whether it ends as introductions do: a sentence above a quote that only mentions writing does not. */
export function endsAttribution(text: string): boolean {
  return ENDS.test(plain(text));
}

/** Whether a line can be the first of an attribution that goes on in the next. */
export function beginsAttribution(text: string): boolean {
  const line = plain(text);
  return line.length <= 120 && !/[.!?]$/.test(line) && DATE.test(line) && (OPENING.test(line) || /^[\p{L}\p{M}]{2,10}[,.]? /u.test(line));
}

/** An attribution so plain, with date or address, that what follows is a quote even without ">". */
export function isFullAttribution(text: string): boolean {
  const line = plain(text);
  if (line.length > 300 || !ENDS.test(line) || !(DATE.test(line) || ADDRESS.test(line))) return false;
  // "I met her on 4 March 2025 and she wrote:" is a sentence: without an address the date comes first.
  if (WROTE.test(line)) return ADDRESS.test(line) || OPENING.test(line) || /^\S{0,12} ?\S{0,6} ?\d/.test(line);
  return (/<[^<>\s]*@[^<>\s]*>/.test(line) && isAttribution(line));
}

const DASHES = '[-_=\\u2010-\\u2015]{2,}';
const RULED = `^[\\s*_>]*${DASHES}\\s*`;
const ORIGINAL = new RegExp(`${RULED}${words.ORIGINAL}\\s*${DASHES}[\\s*_]*$`, 'iu');
const FORWARDED = new RegExp(`${RULED}${words.FORWARDED}|^\\s*${words.BEGIN_FORWARDED}\\s?[:：]?`, 'iu');
const HEADER = new RegExp(`^[\\s>|*_\\u200e\\u200f\\u202a-\\u202e]*${words.HEADERS}\\s?\\*?\\s?[:：]`, 'iu');

export function isOriginalMark(text: string): boolean {
  return text.length < 120 && ORIGINAL.test(text);
}

/** A few words between dashes: what it says matters less than the copied head below it. */
export function isLabel(text: string): boolean {
  return text.length < 200 && /^[\s>]*[-_=\u2010-\u2015]{3,}\s*\S.{0,50}?\s*[-_=\u2010-\u2015]{3,}\s*$/.test(text);
}

export function isForwardMark(text: string): boolean {
  return text.length < 160 && FORWARDED.test(text);
}

/** How many lines from `at` are a copied message head ("From: … Sent: … Subject: …"): 0 unless at least three names stand there. */
export function headBlock(lines: MailLine[], at: number): number {
  let end = at;
  let names = 0;
  let closed = at;
  while (end < lines.length && end - at < 24) {
    const { depth, text } = lines[end]!;
    if (depth > 0) break;
    // Converted HTML leaves a blank line between the headers.
    if (text.trim() === '') {
      if (names === 0 || !HEADER.test(lines[end + 1]?.text ?? '')) break;
    } else if (text.length < 500 && HEADER.test(text)) names += 1;
    else if (names === 0) return notesHead(lines, at);
    end += 1;
    closed = end;
  }
  return names >= 3 ? closed - at : notesHead(lines, at);
}

/** Lotus Notes: name, date, and the headers as words with their values below or beside them. */
function notesHead(lines: MailLine[], at: number): number {
  const words = lines.slice(at, at + 20).flatMap((line, offset) => (line.text.trim() === '' ? [] : [{ offset, text: line.text.trim() }]));
  const [name, date, ...below] = words;
  if (!name || !date || name.offset > 0 || name.text.length > 100 || date.text.length > 60 || !DATE.test(date.text) || /[.!?:]$/.test(name.text)) return 0;
  const to = below.findIndex(({ text }) => /^(?:to|an|à|para|a)(?:\s|$)/i.test(text));
  const subject = below.findIndex(({ text }) => /^(?:subject|thema|betreff|objet|asunto|assunto|oggetto)(?:\s|$)/i.test(text));
  if (to !== 0 || subject < 1 || subject > 7) return 0;
  const last = /\s/.test(below[subject]!.text) ? subject : subject + 1;
  return (below[last] ?? below[subject]!).offset + 1;
}

const DEVICE = new RegExp(`^[\\s(<\\[*_-]*${words.SENT_FROM}`, 'iu');
const FOOTER = new RegExp(words.FOOTER, 'iu');
const DISCLAIMER = new RegExp(`^[\\s*_(>-]*(?:<\\S+>\\s*|P )?${words.DISCLAIMER}`, 'iu');
const BANNER = new RegExp(`^[\\s*_!⚠\\ufe0f-]*${words.BANNER}`, 'iu');
const REPLY_ABOVE = new RegExp(`^(?:[\\W_]{0,40}${words.REPLY_ABOVE}[\\W_]{0,40}|\\s*[-#=_*—]{2,40}\\s*${words.REPLY_ABOVE}.{0,60})$`, 'iu');

/** "Sent from my phone" and its kin: a line that ends no question and holds one short sentence or two. */
export function isDeviceLine(text: string): boolean {
  return text.length < 160 && !/, ?(?:is|was|are|it|so|but|and|which|where|because)\b/i.test(text) && text.replace(/[(<[]?https?:\/\/\S+/g, '').length < 90 && !/[?:]$/.test(text) && DEVICE.test(text);
}

/** The first words of what a company's server adds below a mail. */
export function beginsDisclaimer(text: string): boolean {
  return text.length > 8 && DISCLAIMER.test(text.slice(0, 400));
}

/** A paragraph that warns of mail from outside. */
export function isBanner(text: string): boolean {
  return text.length < 500 && BANNER.test(text);
}

/** "Please type your reply above this line": what stands below is the program's. */
export function isReplyAbove(text: string): boolean {
  return text.length < 160 && REPLY_ABOVE.test(text);
}

/** "-- " (RFC 3676 §4.3), also without its space, and the dash lines of some programs. */
export function isSignatureMark(text: string): boolean {
  return /^(?:-- ?|—|--- ?|_{2,9}|-{4,}BEGIN PGP SIGNATURE-{4,})$/.test(text);
}

/** Whether a line tells something, as none in a signature does; what list software says is no such line. */
export function isProse(text: string): boolean {
  return (text.length > 72 || /(?:\S+\s+){8}.*[.!?]$/.test(text)) && !FOOTER.test(text) && !DISCLAIMER.test(text);
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
  return text.length < 400 && /^[\s*]*(?:_{5,}|-{5,}|={5,}|\*{5,}|~{5,}|#{5,}|(?:-=){4,}-?|-{5,} next part -{5,})[\s*]*$/.test(text);
}
