import { decodeBytes } from './charset.ts';
import { decodeHeaderText } from './encoded-words.ts';

/** The headers of a message: names in lower case, values unfolded, one character per byte (latin1). */
export type Headers = {
  first(name: string): string | null;
  all(name: string): string[];
};

/** More than any honest message has; what comes after is ignored, so hostile heads cost little. */
const MAX_HEADERS = 1000;
const MAX_HEAD_BYTES = 1024 * 1024;
const MAX_VALUE = 20_000;

/**
 * Splits a raw message at its first blank line. A line that is no header ends the head too (archives lose the
 * blank one), unless more headers follow: then it is dropped, as a leading `From ` or `>From ` line is.
 */
export function splitMessage(source: Buffer): { headers: Headers; body: Buffer } {
  const raw = withLineEnds(source);
  const head = raw.toString('latin1', 0, Math.min(raw.length, MAX_HEAD_BYTES));
  const fields = new Map<string, string[]>();
  let name = '';
  let parts: string[] = [];
  let count = 0;
  let at = 0;
  const keep = (): void => {
    if (name === '' || count > MAX_HEADERS) return;
    count += 1;
    const value = parts.join('').slice(0, MAX_VALUE).trim();
    const known = fields.get(name);
    if (known) known.push(value);
    else fields.set(name, [value]);
  };
  while (at < head.length) {
    const newline = head.indexOf('\n', at);
    const end = newline < 0 ? head.length : newline;
    const line = withoutReturns(head.slice(at, end));
    const next = newline < 0 ? head.length : newline + 1;
    if (line === '') {
      at = next;
      break;
    }
    const header = /^([!-9;-~]{1,80})[ \t]*:/.exec(line);
    if (header) {
      keep();
      name = header[1]!.toLowerCase();
      parts = [line.slice(header[0].length)];
    } else if (/^[ \t]/.test(line) && name !== '') parts.push(' ', line.trimStart());
    else if (!/^>?From /.test(line) && !headGoesOn(head, next)) break;
    at = next;
  }
  keep();
  return { headers: access(fields), body: raw.subarray(at) };
}

function withoutReturns(line: string): string {
  let end = line.length;
  while (line[end - 1] === '\r') end -= 1;
  return line.slice(0, end);
}

/** Lines that end in a lone CR, as those of old Macintoshes did, end in LF from here on. */
function withLineEnds(raw: Buffer): Buffer {
  const first = raw.indexOf(13);
  if (first < 0 || raw[first + 1] === 10 || raw.subarray(0, first).includes(10)) return raw;
  return Buffer.from(raw.toString('latin1').replace(/\r(?!\n)/g, '\n'), 'latin1');
}

const HEADER_LINE = /^(?:[!-9;-~]{1,80}[ \t]*:|[ \t]+\S)/;
const MAIL_HEADER = /^(?:content-(?:type|transfer-encoding|disposition|id)|mime-version|subject|from|to|date|message-id|received|return-path|reply-to|in-reply-to|references)[ \t]*:/im;

/** Whether nothing but headers stands from here to the blank line, and one that only mails have among them. */
function headGoesOn(head: string, at: number): boolean {
  const blank = /\r?\n\r?\n/g;
  blank.lastIndex = at;
  const end = blank.exec(head)?.index ?? -1;
  if (end < 0 || end - at > 20_000) return false;
  const rest = head.slice(at, end);
  return MAIL_HEADER.test(rest) && rest.split('\n').every((line) => HEADER_LINE.test(line));
}

function access(fields: Map<string, string[]>): Headers {
  return {
    first: (name) => fields.get(name)?.find((value) => value !== '') ?? null,
    all: (name) => fields.get(name) ?? [],
  };
}

const PARAMETER = /;\s*([\w.-]+)(?:\*(\d{1,3}))?(\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/gs;
/** Comments (RFC 5322 §3.2.2) between a value and its parameters. */
const COMMENT = /\((?:[^()\\"]|\\.)*\)/g;

type Piece = { at: number; coded: boolean; text: string };

/**
 * A structured value such as `text/plain; charset="utf-8"`: the value in lower case and its parameters, also in pieces
 * or in another charset (RFC 2231 §3-4), which then outweigh plain ones. Names of files are forgiven that lack their
 * quotes, or are encoded as RFC 2047 forbids.
 */
export function readParameters(given: string | null): { value: string; parameters: Record<string, string> } {
  // Without a value before them, or without the first semicolon.
  const header = (given ?? '').slice(0, 5000).replace(/^\s*(?=[\w*-]+\s*=)/, ';').replace(/^([\w.+-]+(?:\/[\w.+-]+)?)\s+(?=[\w*-]+\s*=)/, '$1; ');
  const [value = ''] = header.replace(COMMENT, '').split(';');
  const parameters: Record<string, string> = {};
  const pieces = new Map<string, Piece[]>();
  for (const [, name = '', at, coded, quoted, plain = ''] of [...header.matchAll(PARAMETER)].slice(0, 60)) {
    const key = name.toLowerCase();
    const text = quoted?.replace(/\\(["\\])/g, '$1') ?? (/name$/.test(key) ? plain.trim() : (plain.trim().split(/\s/)[0] ?? ''));
    if (at === undefined && coded === '') parameters[key] ??= /name$/.test(key) ? decodeHeaderText(text) : text;
    else pieces.set(key, [...(pieces.get(key) ?? []), { at: Number(at ?? 0), coded: coded === '*', text }]);
  }
  for (const [key, found] of pieces) parameters[key] = joinedPieces(found);
  return { value: value.trim().toLowerCase(), parameters };
}

/** Pieces in their order; the first names the charset of those that are coded. */
function joinedPieces(found: Piece[]): string {
  const pieces = found.toSorted((a, b) => a.at - b.at);
  const [, charset = null, rest = pieces[0]!.text] = (pieces[0]!.coded && /^([^']*)'[^']*'(.*)$/s.exec(pieces[0]!.text)) || [];
  const latin1 = pieces.map(({ coded, text }, at) => {
    const piece = at === 0 ? rest : text;
    return coded ? piece.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : piece;
  });
  return charset ? decodeBytes(Buffer.from(latin1.join(''), 'latin1'), charset).text : decodeHeaderText(latin1.join(''));
}
