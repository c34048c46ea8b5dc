import { readParameters, splitMessage, type Headers } from '../archive/headers.ts';
import { decodeBytes } from '../archive/charset.ts';
import { signedContent } from './cms.ts';
import { encodingOf, transferred } from './transfer.ts';

/**
 * One leaf of a MIME tree, its transfer encoding undone; `message/*` parts are leaves. `within` are the multiparts
 * around it; leaves with the same `choice` are forms of one text (multipart/alternative).
 */
export type Leaf = { type: string; parameters: Record<string, string>; headers: Headers; within: string[]; choice: object | null; content: Buffer };

const MAX_PARTS = 500;
const MAX_DEPTH = 16;

/**
 * The leaves of a message in their order (RFC 2046 §5.1). A lost last boundary and boundaries other than
 * announced are forgiven; what nests deeper than any mail program does stays one closed leaf.
 */
export function leavesOf(raw: Buffer): Leaf[] {
  const found: Leaf[] = [];
  walk(raw, [], null, found);
  return found;
}

function walk(raw: Buffer, within: string[], choice: object | null, found: Leaf[]): void {
  if (found.length >= MAX_PARTS) return;
  const { headers, body } = splitMessage(raw);
  const { value: given, parameters } = readParameters(headers.first('content-type'));
  const value = given.replace(/^([^/\s]+\/[^/\s]+).*$/s, '$1');
  const encoding = encodingOf(headers.first('content-transfer-encoding'));
  const boundary = boundaryOf(value, parameters.boundary?.trimEnd(), headers, body);
  const deep = within.length >= MAX_DEPTH;
  if (boundary && !deep) {
    // Encoding a multipart is forbidden (RFC 2045 §6.4), and done.
    const announced = cut(body, boundary) ?? (encoding === 'base64' ? cut(transferred(body, encoding), boundary) : null);
    const seen = announced ? null : seenBoundary(body);
    const pieces = seen ? cut(body, seen) : announced;
    const inner = value === 'multipart/alternative' ? {} : choice;
    for (const part of pieces ?? []) walk(part, [...within, value], inner, found);
    if (pieces) return;
  }
  // A multipart without any boundary is the text that it shows.
  const type = !value.startsWith('multipart/') ? value || (within.at(-1) === 'multipart/digest' ? 'message/rfc822' : 'text/plain') : deep ? 'application/octet-stream' : 'text/plain';
  const content = transferred(body, encoding);
  const signed = /pkcs7-mime$/.test(type) && !deep ? signedContent(content) : null;
  if (signed) walk(signed, [...within, type], choice, found);
  else found.push({ type, parameters, headers, within, choice, content });
}

/** Some programs write CR several times before LF. */
export const LINE_ENDS = /\r{1,8}\n|\r/g;

/** A leaf as text. */
export function textOf(leaf: Leaf): string {
  return decodeBytes(leaf.content, charsetOf(leaf.type, leaf.parameters, leaf.content)).text.replace(LINE_ENDS, '\n');
}

/** What a text says of its charset; HTML may do so within itself. */
export function charsetOf(type: string, { charset }: Record<string, string>, content: Buffer): string | null {
  if (charset || type !== 'text/html') return charset ?? null;
  return /<meta[^>]{1,200}charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(content.toString('latin1', 0, 4096))?.[1] ?? null;
}

/** Some senders lose the boundary's name or the type: a first line "--x" with headers below shows it. */
function boundaryOf(type: string, named: string | undefined, headers: Headers, body: Buffer): string | null {
  if (type.startsWith('multipart/')) return named || /boundary="?([^";\s]+)/i.exec(`${headers.first('content-type') ?? ''}\n${body.toString('latin1', 0, 200)}`)?.[1] || seenBoundary(body);
  if (type !== '' && type !== 'text/plain') return null;
  return /^\s*(?:This is a MIME-encapsulated message\s+)?--[\w./=+-]{8,70}\r?\ncontent-/i.test(body.toString('latin1', 0, 400)) ? seenBoundary(body) : null;
}

/** The boundary that the body itself uses, where its head names none or another. */
function seenBoundary(body: Buffer): string | null {
  return /^--([\w'()+,./:=?-]{1,70})\r?\ncontent-/im.exec(body.toString('latin1', 0, 20_000))?.[1] ?? null;
}

/** Cuts at lines that are the boundary and nothing else but white space (one that only begins alike is of another part); null where there is none. */
function cut(body: Buffer, boundary: string): Buffer[] | null {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const pieces: Buffer[] = [];
  let start = -1;
  let any = false;
  let at = body.indexOf(mark);
  while (at >= 0 && pieces.length < MAX_PARTS) {
    const after = at + mark.length;
    const newline = body.indexOf(10, after);
    const tail = body.toString('latin1', after, Math.min(newline < 0 ? body.length : newline, after + 100)).trim();
    if ((at === 0 || body[at - 1] === 10) && (tail === '' || tail === '--')) {
      any = true;
      if (start >= 0) pieces.push(withoutLastEnd(body.subarray(start, at)));
      start = tail === '--' || newline < 0 ? -1 : newline + 1;
      if (tail === '--') break;
    }
    at = body.indexOf(mark, after);
  }
  if (start >= 0) pieces.push(body.subarray(start));
  return any ? pieces : null;
}

/** The line end before a boundary belongs to the boundary (RFC 2046 §5.1.1). */
function withoutLastEnd(piece: Buffer): Buffer {
  const end = piece.at(-1) === 10 ? (piece.at(-2) === 13 ? 2 : 1) : 0;
  return piece.subarray(0, piece.length - end);
}
