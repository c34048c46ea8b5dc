import { readLines, type Flowed, type MailLine } from './mail-lines.ts';
import * as marks from './mail-marks.ts';

/**
 * A stretch of a mail. `intro` holds the lines that introduce a quote ("Ana wrote:"); `folded` says that
 * readers need it only on demand.
 */
export type MailPart = { kind: 'text' | 'quote' | 'signature'; intro: string[]; lines: MailLine[]; folded: boolean };

/** A quote up to this many lines stays in sight when an answer follows it: it is the context of the answer. */
const SHORT_QUOTE = 12;
const SIGNATURE_LINES = 20;

/**
 * Splits a mail for reading. Quotes are folded at the end (top posting) and when long; short ones with an
 * answer below stay. A mail of nothing but a quote shows it.
 */
export function splitMail(source: string, flowed: Flowed = null): MailPart[] {
  return fold(cutMail(source, flowed));
}

/** The author's words, quotes and signatures of a mail in their order: every reader of mail goes by this. */
export function cutMail(source: string, flowed: Flowed = null): MailPart[] {
  const lines = readLines(source, flowed);
  const bodyEnd = footerStart(lines);
  const parts = cut(lines.slice(0, bodyEnd));
  const footer = lines.slice(bodyEnd);
  if (!footer.every(isBlank)) parts.push({ kind: 'signature', intro: [], lines: footer, folded: true });
  return parts.filter((part) => part.intro.length > 0 || !part.lines.every(isBlank));
}

/** Where the footers of list software and mail providers begin; they may stand one above the other. */
function footerStart(lines: MailLine[]): number {
  let end = lines.length;
  let checked = end;
  for (let at = end - 1; at >= 0 && end - at <= 20; at -= 1) {
    const { depth, text } = lines[at]!;
    if (depth > 0) break;
    if (!marks.isRule(text)) continue;
    const below = lines.slice(at + 1, checked).map((line) => line.text);
    checked = at;
    if (below.some((line) => line.trim() !== '') && !marks.isFooter(text, below)) break;
    end = at;
  }
  return end;
}

function cut(lines: MailLine[]): MailPart[] {
  const parts: MailPart[] = [];
  const current = (): MailPart => {
    if (parts.at(-1)?.kind !== 'text') parts.push({ kind: 'text', intro: [], lines: [], folded: false });
    return parts.at(-1)!;
  };
  let at = 0;
  while (at < lines.length) {
    const found = quoteAt(lines, at) ?? signatureAt(lines, at);
    if (!found) {
      current().lines.push(lines[at]!);
      at += 1;
      continue;
    }
    const { part, end } = found;
    const above = parts.at(-1)?.kind === 'text' ? parts.at(-1)!.lines : [];
    if (part.kind === 'quote' && part.intro.length === 0) takeIntro(above, part);
    else if (part.kind === 'quote' && marks.isFullAttribution(part.intro.join(' '))) {
      const count = linesAbove(above, above.length - 1, part.intro.join(' '));
      part.intro = [...above.splice(above.length - count).map((line) => line.text), ...part.intro];
    }
    parts.push(part);
    at = end;
  }
  return parts;
}

type Found = { part: MailPart; end: number } | null;

/** A quote that begins here: marked by ">", by an "Original Message" head, or unmarked below an attribution. */
function quoteAt(lines: MailLine[], at: number): Found {
  if (lines[at]!.code) return null;
  if (lines[at]!.depth > 0) return markedQuote(lines, at, []);
  const { text } = lines[at]!;
  if ((!/\p{L}/u.test(text) && !marks.isRule(text)) || marks.isForwardMark(text)) return null;
  const mark = marks.isOriginalMark(text) || ((marks.isRule(text) || marks.isLabel(text)) && marks.headBlock(lines, at + 1) > 0) ? 1 : 0;
  const blank = mark === 1 && at + 1 < lines.length && isBlank(lines[at + 1]!) ? 1 : 0;
  const underForward = at > 0 && lines.slice(Math.max(0, at - 2), at).some((line) => marks.isForwardMark(line.text));
  const head = underForward ? 0 : marks.headBlock(lines, at + mark + blank);
  if (mark === 1 || head > 0) {
    const start = at + mark + blank + head;
    const next = nextWords(lines, start);
    const intro = lines.slice(at, start).map((line) => line.text);
    // Outlook Express leaves the head and quotes below it with ">": answers may stand between.
    if (next < lines.length && lines[next]!.depth > 0) return markedQuote(lines, next, intro, start);
    return { part: { kind: 'quote', intro, lines: lines.slice(start), folded: true }, end: lines.length };
  }
  return unmarkedQuote(lines, at);
}

/** `first` is where its blank lines begin: whoever writes it out again needs them. */
function markedQuote(lines: MailLine[], start: number, intro: string[], first = start): Found {
  let end = start;
  while (end < lines.length) {
    if (lines[end]!.depth > 0) end += 1;
    else {
      const next = nextWords(lines, end);
      const gap = next - end;
      if (next < lines.length && gap <= 1 && gap > 0 && lines[next]!.depth > 0) end = next;
      else if (isWrapRemnant(lines, end)) end += 1;
      else break;
    }
  }
  return { part: { kind: 'quote', intro, lines: lines.slice(first, end), folded: false }, end };
}

/** A word or two that a mail program broke off a long quoted line: between two quoted lines, without ">". */
function isWrapRemnant(lines: MailLine[], at: number): boolean {
  const { text } = lines[at]!;
  const [before, after] = [lines[at - 1], lines[at + 1]];
  if (!before || !after || before.depth === 0 || after.depth === 0 || text.trim() === '') return false;
  return text.length <= 25 && before.text.length >= 55 && !/[.!?:]$/.test(text);
}

/** "On …, Ana <ana@x> wrote:" and then her words without any mark, to the end: top posting by web mail. */
function unmarkedQuote(lines: MailLine[], at: number): Found {
  for (let length = 1; length <= 3 && at + length <= lines.length; length += 1) {
    const intro = lines.slice(at, at + length);
    if (intro.some((line) => line.depth > 0 || isBlank(line))) return null;
    if (!marks.isFullAttribution(intro.map((line) => line.text).join(' '))) continue;
    if (length > 1 && !marks.beginsAttribution(intro[0]!.text)) return null;
    const next = nextWords(lines, at + length);
    if (next < lines.length && lines[next]!.depth > 0) return null;
    const above = lines.slice(0, at).some((line) => !isBlank(line));
    const answersBelow = lines.slice(at + length).some((line) => line.depth > 0);
    if (!above || answersBelow || next === lines.length) return null;
    const rest = lines.slice(at + length);
    return { part: { kind: 'quote', intro: intro.map((line) => line.text), lines: rest, folded: true }, end: lines.length };
  }
  return null;
}

function signatureAt(lines: MailLine[], at: number): Found {
  const { text } = lines[at]!;
  const device = marks.isDeviceLine(text);
  if (lines[at]!.code || (!device && !marks.isSignatureMark(text))) return null;
  let end = at + 1;
  let words = 1;
  while (end < lines.length && lines[end]!.depth === 0 && !quoteAt(lines, end) && (!device || isBlank(lines[end]!))) {
    if (!isBlank(lines[end]!)) words += 1;
    // A signature ends the author's words; the same mark in the middle of a text is a rule.
    if (words > SIGNATURE_LINES || (!device && !text.startsWith('-- ') && text !== '--' && marks.isProse(lines[end]!.text))) return null;
    end += 1;
  }
  if (!device && text !== '-- ' && nextWords(lines, at + 1) === lines.length) return null;
  if (device && end < lines.length && lines[end]!.depth === 0 && !quoteAt(lines, end) && !marks.isDeviceLine(lines[end]!.text) && !introducesQuote(lines, end)) return null;
  return { part: { kind: 'signature', intro: [], lines: lines.slice(text === '-- ' || text === '--' ? at + 1 : at, end), folded: true }, end };
}

/** Whether lines from here on introduce the quote below them, as what stands under a signature may. */
function introducesQuote(lines: MailLine[], at: number): boolean {
  const words = lines.slice(at, at + 4).map((line) => (line.depth > 0 || isBlank(line) ? null : line.text));
  const length = words.includes(null) ? words.indexOf(null) : words.length;
  const next = nextWords(lines, at + length);
  return length > 0 && next < lines.length && lines[next]!.depth > 0 && marks.isAttribution(words.slice(0, length).join(' '));
}

/** Takes the attribution off the end of a text and gives it to the quote: up to four lines, blank ones below allowed. */
function takeIntro(text: MailLine[], quote: MailPart): void {
  const last = text.findLastIndex((line) => !isBlank(line));
  if (last < 0 || text.length - 1 - last > 2) return;
  for (let length = 1; length <= 4 && last - length + 1 >= 0; length += 1) {
    const lines = text.slice(last - length + 1, last + 1);
    if (lines.some(isBlank)) return;
    const joined = lines.map((line) => line.text).join(' ');
    if (!marks.isAttribution(joined)) continue;
    const start = last - length + 1 - linesAbove(text, last - length, joined);
    quote.intro = text.slice(start, last + 1).map((line) => line.text);
    quote.lines = [...text.slice(last + 1), ...quote.lines];
    text.splice(start);
    return;
  }
}

/** How many lines up to `at` are the beginning of the attribution `joined`: its date, or the name before its address. */
function linesAbove(text: MailLine[], at: number, joined: string): number {
  if (/^in (?:article|message) </i.test(text[at]?.text ?? '')) return 1;
  if (/^(?:\d{4}|\d{1,2}[:.]\d\d|at|um|à|a las|às|alle|om|kl)(?![\p{L}\d])/iu.test(joined) && /^(?:on|am|le|el|em|il|op|den)\s.{3,40}[,\d]\s*$/i.test(text[at]?.text ?? '')) return 1;
  if (marks.hasDate(joined) && !/^[("']?</.test(joined)) return 0;
  for (let count = 1; count <= 2; count += 1) {
    const line = text[at - count + 1];
    if (!line || isBlank(line)) break;
    if (marks.beginsAttribution(line.text)) return count;
  }
  const name = text[at]?.text ?? '';
  return /^[("']?</.test(joined) && name.length <= 80 && /[^\s.!?:]\s*$/.test(name) ? 1 : 0;
}

function fold(parts: MailPart[]): MailPart[] {
  const lastText = parts.findLastIndex((part) => part.kind === 'text');
  const onlyQuotes = lastText < 0;
  return parts.map((part, at) => {
    if (part.kind !== 'quote') return part;
    const words = part.lines.filter((line) => !isBlank(line)).length;
    return { ...part, folded: !onlyQuotes && (at > lastText || words > SHORT_QUOTE) };
  });
}

function nextWords(lines: MailLine[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]!.depth === 0 && isBlank(lines[at]!)) at += 1;
  return at;
}

function isBlank(line: MailLine): boolean {
  return line.text.trim() === '';
}
