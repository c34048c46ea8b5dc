import { isHeaderLine, isSeparator, isStrictSeparator } from './mbox-separator.ts';

/** One message cut out of an mbox. `offset` is where its `From ` line starts in the unpacked file. */
export type Cut = { offset: number; size: number; envelope: string | null; raw: Buffer | null };

type Line = { bytes: Buffer; whole: boolean; offset: number };

const NEWLINE = 0x0a;
/** Longer lines are handed on in pieces, so that a file without line ends stays within bounds. */
const LINE_BYTES = 64 * 1024;

/**
 * Cuts a stream of bytes into messages. Reads mboxo and mboxrd (`>From ` is unescaped by one `>`),
 * mboxcl and mboxcl2 (a Content-Length is believed only when a separator or the end follows it).
 * A message beyond `limit` bytes comes with `raw: null`; its bytes are dropped while reading.
 */
export async function* cutMbox(chunks: AsyncIterable<Buffer>, limit: number, start = 0): AsyncGenerator<Cut> {
  const cutter = new Cutter(limit);
  const lines = new Lines(start, (line) => cutter.take(line));
  for await (const chunk of chunks) {
    lines.feed(chunk);
    yield* cutter.cuts.splice(0);
  }
  lines.end();
  cutter.end();
  yield* cutter.cuts.splice(0);
}

/** Cuts chunks into lines, synchronously: awaiting each line would halve the speed. */
class Lines {
  readonly #take: (line: Line) => void;
  #offset: number;
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #continues = false;

  constructor(start: number, take: (line: Line) => void) {
    this.#offset = start;
    this.#take = take;
  }

  feed(chunk: Buffer): void {
    let from = 0;
    while (from < chunk.length) {
      const at = chunk.indexOf(NEWLINE, from);
      const piece = chunk.subarray(from, at < 0 ? chunk.length : at + 1);
      from += piece.length;
      if (at >= 0 && this.#keptBytes === 0) this.#give(piece, true);
      else this.#keep(piece, at >= 0);
    }
  }

  end(): void {
    if (this.#keptBytes > 0) this.#keep(Buffer.alloc(0), true);
  }

  #keep(piece: Buffer, end: boolean): void {
    this.#kept.push(piece);
    this.#keptBytes += piece.length;
    if (!end && this.#keptBytes <= LINE_BYTES) return;
    const line = Buffer.concat(this.#kept, this.#keptBytes);
    this.#kept = [];
    this.#keptBytes = 0;
    this.#give(line, end);
  }

  #give(bytes: Buffer, end: boolean): void {
    const line = { bytes, whole: !this.#continues, offset: this.#offset };
    this.#offset += bytes.length;
    this.#continues = !end;
    this.#take(line);
  }
}

/** The message being collected, and the doubtful separators inside it. */
class Cutter {
  /** Finished messages, for the caller to take away. */
  readonly cuts: Cut[] = [];
  readonly #limit: number;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #offset = 0;
  #envelope: string | null = null;
  #open = false;
  #afterBlank = true;
  #inHeader = true;
  #length: number | null = null;
  #claimedEnd: number | null = null;
  #held: Line | null = null;
  #doubts: { piece: number; offset: number; envelope: string }[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  take(line: Line): void {
    if (this.#held) {
      const held = this.#held;
      this.#held = null;
      if (this.#confirmed(held, line)) this.#separate(held);
      else this.#add(held);
    }
    if (this.#claimedEnd !== null && line.offset > this.#claimedEnd + 2) this.#distrust();
    if (line.whole && line.bytes[0] === 0x46 && isSeparator(text(line.bytes), !this.#open)) this.#held = line;
    else this.#add(line);
  }

  end(): void {
    if (this.#held) this.#add(this.#held);
    const claimed = this.#claimedEnd;
    if (claimed !== null && Math.abs(this.#offset + this.#bytes - claimed) > 2) this.#distrust();
    this.#emit();
  }

  /** After a blank line any separator followed by a header will do; elsewhere only a faultless one. */
  #confirmed(held: Line, next: Line): boolean {
    if (!isHeaderLine(text(next.bytes))) return false;
    return !this.#open || this.#afterBlank || isStrictSeparator(text(held.bytes));
  }

  #separate(held: Line): void {
    const envelope = text(held.bytes).trimEnd();
    if (this.#claimedEnd !== null && held.offset < this.#claimedEnd) {
      this.#doubts.push({ piece: this.#pieces.length, offset: held.offset, envelope });
      this.#add(held);
      return;
    }
    this.#emit();
    this.#begin(held, envelope);
  }

  #begin(line: { offset: number; bytes: Buffer }, envelope: string): void {
    this.#pieces = [];
    this.#bytes = line.bytes.length;
    this.#offset = line.offset;
    this.#envelope = envelope;
    this.#open = true;
    this.#afterBlank = false;
    this.#inHeader = true;
    this.#length = null;
    this.#claimedEnd = null;
    this.#doubts = [];
  }

  #add(line: Line): void {
    if (!this.#open) {
      // Blank lines before the first message are nothing; anything else is a message without `From `.
      if (isBlank(line.bytes)) return;
      this.#begin({ offset: line.offset, bytes: Buffer.alloc(0) }, '');
      this.#envelope = null;
    }
    this.#bytes += line.bytes.length;
    const blank = line.whole && isBlank(line.bytes);
    if (this.#inHeader) this.#readHeader(line, blank);
    if (this.#bytes <= this.#limit) this.#pieces.push(this.#inHeader ? line.bytes : unescape(line));
    else this.#pieces = [];
    this.#afterBlank = blank;
  }

  #readHeader(line: Line, blank: boolean): void {
    if (blank) {
      this.#inHeader = false;
      const end = this.#length === null ? null : line.offset + line.bytes.length + this.#length;
      this.#claimedEnd = end !== null && end - this.#offset <= this.#limit ? end : null;
    } else if ((line.bytes[0]! | 0x20) === 0x63) {
      const found = /^content-length:\s*(\d{1,12})\s*$/i.exec(text(line.bytes));
      if (found) this.#length = Number(found[1]);
    }
  }

  /** The Content-Length was wrong: the separators passed over inside it were real. */
  #distrust(): void {
    this.#claimedEnd = null;
    const doubts = this.#doubts;
    this.#doubts = [];
    if (doubts.length === 0 || this.#bytes > this.#limit) return;
    const pieces = this.#pieces;
    const end = this.#offset + this.#bytes;
    const first = doubts[0]!;
    this.#cut(pieces.slice(0, first.piece), first.offset - this.#offset);
    for (const [index, doubt] of doubts.entries()) {
      const next = doubts[index + 1];
      this.#offset = doubt.offset;
      this.#envelope = doubt.envelope;
      this.#pieces = pieces.slice(doubt.piece + 1, next?.piece);
      this.#bytes = (next?.offset ?? end) - doubt.offset;
      if (next) this.#cut(this.#pieces, this.#bytes);
    }
  }

  #emit(): void {
    if (this.#open) this.#cut(this.#pieces, this.#bytes);
    this.#open = false;
  }

  #cut(pieces: Buffer[], size: number): void {
    const raw = size > this.#limit ? null : Buffer.concat(pieces);
    this.cuts.push({ offset: this.#offset, size, envelope: this.#envelope, raw });
  }
}

function unescape(line: Line): Buffer {
  if (!line.whole || line.bytes[0] !== 0x3e) return line.bytes;
  let at = 1;
  while (line.bytes[at] === 0x3e) at += 1;
  return line.bytes.toString('latin1', at, at + 5) === 'From ' ? line.bytes.subarray(1) : line.bytes;
}

function isBlank(bytes: Buffer): boolean {
  return bytes[0] === NEWLINE || (bytes.length === 2 && bytes[0] === 0x0d && bytes[1] === NEWLINE);
}

function text(bytes: Buffer): string {
  return bytes.toString('latin1', 0, Math.min(bytes.length, 1000));
}
