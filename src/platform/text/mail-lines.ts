import { tidyCharacters } from './escape.ts';

/** A line of a mail (`code` where it stands in a fenced block): how deep it is quoted (0 is the author's own), what it says, and how it stood there. */
export type MailLine = { depth: number; text: string; raw: string; code?: true };

/** RFC 3676: how the text was wrapped. Null when its lines are as the author broke them. */
export type Flowed = { delSp: boolean } | null;

/** Deeper quotes are shown at this depth: ten thousand ">" must not become ten thousand elements. */
const MAX_DEPTH = 8;
const QUOTE = /^(?: ?>)+(?!From ) ?/;
/** SuperCite: "AB> " or "Ana> " before each quoted line. */
const INITIALS = /^ {0,6}(?:[A-Z]{1,3}|[A-Z][A-Za-z]{1,12})>+ ?/;
const FENCE = /^ {0,3}(?:```|~~~)/;

/** Cuts a mail into lines with their depth of quoting; flowed lines are put together again. */
export function readLines(source: string, flowed: Flowed = null): MailLine[] {
  const raw = tidyCharacters(source).split('\n');
  const prompts = isDoctest(raw);
  const code = fenced(raw);
  const lines = raw.map((line, at): MailLine => code.has(at) ? { depth: 0, text: line, raw: line, code: true } : readLine(line, flowed !== null, prompts, raw[at - 1], raw[at + 1]));
  return flowed ? joinFlowed(lines, flowed) : lines;
}

/** The lines between fences that open and close: code, whatever they begin with. */
function fenced(lines: string[]): Set<number> {
  const fences = lines.flatMap((line, at) => (FENCE.test(line) ? [at] : []));
  const inside = new Set<number>();
  for (let pair = 0; pair + 1 < fences.length; pair += 2) for (let at = fences[pair]!; at <= fences[pair + 1]!; at += 1) inside.add(at);
  return inside;
}

function readLine(line: string, flowed: boolean, prompts: boolean, before = '', after = ''): MailLine {
  if (prompts) return { depth: 0, text: line, raw: line };
  const quote = QUOTE.exec(line)?.[0];
  if (quote) {
    // A space after the last ">" is stuffing (RFC 3676 §4.4) when flowed, and taste elsewhere.
    return { depth: Math.min(MAX_DEPTH, quote.replace(/[^>]/g, '').length), text: line.slice(quote.length), raw: line };
  }
  const cited = INITIALS.exec(line)?.[0];
  if (cited && (INITIALS.exec(before)?.[0].trim() === cited.trim() || INITIALS.exec(after)?.[0].trim() === cited.trim())) {
    return { depth: 1, text: line.slice(cited.length), raw: line };
  }
  return { depth: 0, text: flowed && line.startsWith(' ') ? line.slice(1) : line, raw: line };
}

/** `>>> 1 + 1` is an interpreter's prompt when nothing in the mail is quoted once or twice. */
function isDoctest(lines: string[]): boolean {
  const quoted = lines.filter((line) => line.startsWith('>'));
  return quoted.length > 0 && quoted.every((line) => /^>>> \S/.test(line));
}

/** A line that ends in a space goes on in the next of the same depth (§4.1), but "-- " is a signature (§4.3). */
function joinFlowed(lines: MailLine[], flowed: { delSp: boolean }): MailLine[] {
  const joined: MailLine[] = [];
  let open: string[] | null = null;
  for (const line of lines) {
    const last = joined.at(-1);
    const flows = line.text.endsWith(' ') && line.text !== '-- ';
    const text = flows && flowed.delSp ? line.text.slice(0, -1) : line.text;
    if (open && last && last.depth === line.depth && line.text !== '-- ') open.push(text);
    else {
      if (open && last) last.text = open.join('');
      open = [text];
      joined.push({ depth: line.depth, text, raw: '' });
    }
    if (!flows) {
      joined.at(-1)!.text = open.join('');
      open = null;
    }
  }
  if (open && joined.length > 0) joined.at(-1)!.text = open.join('');
  return joined.map((line) => ({ ...line, raw: line.depth > 0 ? `${'>'.repeat(line.depth)} ${line.text}` : line.text }));
}
