import { transferred } from '../archive/body.ts';
import { decodeBytes } from '../archive/charset.ts';
import { readParameters, splitMessage, type Headers } from '../archive/headers.ts';

/** One leaf of a MIME tree, decoded; `message/*` parts are leaves. */
export type Part = { type: string; headers: Headers; text: string };

const MAX_PARTS = 60;
const MAX_DEPTH = 8;

/** The leaves of a message in their order (RFC 2046 §5.1). Missing last boundaries and deep nests are forgiven. */
export function leavesOf(raw: Buffer): Part[] {
  const found: Part[] = [];
  walk(raw, 0, found);
  return found;
}

function walk(raw: Buffer, depth: number, found: Part[]): void {
  if (found.length >= MAX_PARTS) return;
  const { headers, body } = splitMessage(raw);
  const { value, parameters } = readParameters(headers.first('content-type'));
  const boundary = boundaryOf(value, parameters.boundary, headers, body);
  if (boundary && depth < MAX_DEPTH) {
    const pieces = cut(body, boundary);
    const seen = pieces.length > 0 ? null : seenBoundary(body);
    for (const part of seen ? cut(body, seen) : pieces) walk(part, depth + 1, found);
    if (seen || pieces.length > 0) return;
  }
  const encoding = (headers.first('content-transfer-encoding') ?? '').trim().toLowerCase();
  // A multipart without any boundary is the text that it shows.
  found.push({ type: value.startsWith('multipart/') ? 'text/plain' : value || 'text/plain', headers, text: decodeBytes(transferred(body, encoding), parameters.charset ?? null).text.replace(/\r\n?/g, '\n') });
}

/** Some senders lose the boundary's name or the type: a first line "--x" with headers below shows it. */
function boundaryOf(type: string, named: string | undefined, headers: Headers, body: Buffer): string | null {
  if (type.startsWith('multipart/')) return named || /boundary="?([^";\s]+)/i.exec(`${headers.first('content-type') ?? ''}\n${body.toString('latin1', 0, 200)}`)?.[1] || seenBoundary(body);
  return /^\s*(?:This is a MIME-encapsulated message\s+)?--[\w./=+-]{8,70}\r?\ncontent-/i.test(body.toString('latin1', 0, 400)) ? seenBoundary(body) : null;
}

/** The boundary that the body itself uses, where its head names none or another. */
function seenBoundary(body: Buffer): string | null {
  return /^--([\w'()+,./:=?_-]{8,70})\r?\ncontent-/im.exec(body.toString('latin1', 0, 20_000))?.[1] ?? null;
}

function cut(body: Buffer, boundary: string): Buffer[] {
  const text = body.toString('latin1');
  const pieces = `\n${text}`.split(`\n--${boundary}`).slice(1);
  const end = pieces.findIndex((piece) => piece.startsWith('--'));
  return (end < 0 ? pieces : pieces.slice(0, end)).slice(0, MAX_PARTS).map((piece) => Buffer.from(piece.replace(/^[^\n]*\n/, '').replace(/\r$/, ''), 'latin1'));
}
