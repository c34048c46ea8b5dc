import { open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { ArchiveError } from './archive-error.ts';
import { cutMbox } from './mbox.ts';
import { isHeaderLine, isSeparator } from './mbox-separator.ts';
import { listArchive, type ArchiveFile } from './folders.ts';

/**
 * Where reading stands. `offset` counts unpacked bytes in `file`; `read` and `total` count packed bytes
 * over the whole archive, for a progress bar. Keep `file` and `offset` to resume.
 */
export type Place = { file: string; offset: number; read: number; total: number };

export type ArchiveEntry =
  | { kind: 'message'; raw: Buffer; envelope: string | null; flags: string; place: Place }
  | { kind: 'skipped'; reason: 'too_large'; size: number; place: Place };

export type ReadOptions = {
  /** A single message beyond this many bytes is skipped. */
  maxMessageBytes?: number;
  /** Start again at this place (its message comes again; importing is idempotent). */
  from?: { file: string; offset: number };
};

const MESSAGE_LIMIT = 25 * 1024 * 1024;
const MAGIC: [string, 'bzip2' | 'xz' | 'zip' | 'zstd'][] = [
  ['425a68', 'bzip2'],
  ['fd377a585a00', 'xz'],
  ['504b0304', 'zip'],
  ['28b52ffd', 'zstd'],
];

/**
 * Reads raw messages from an mbox (plain or .gz), a message file, a Maildir, or a folder of any of these,
 * in constant memory. Throws {@link ArchiveError} for what cannot be read; messages before damage come first.
 */
export async function* readArchive(path: string, options: ReadOptions = {}): AsyncGenerator<ArchiveEntry> {
  const files = await listArchive(path);
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  let before = 0;
  let waiting = options.from !== undefined && files.some((file) => file.path === options.from!.file);
  for (const file of files) {
    if (waiting && file.path !== options.from!.file) {
      before += file.bytes;
      continue;
    }
    const start = waiting ? options.from!.offset : 0;
    waiting = false;
    yield* readFile(file, start, { before, total, limit: options.maxMessageBytes ?? MESSAGE_LIMIT });
    before += file.bytes;
  }
}

type Frame = { before: number; total: number; limit: number };

async function* readFile(file: ArchiveFile, start: number, frame: Frame): AsyncGenerator<ArchiveEntry> {
  const head = await headOf(file);
  const packed = head[0] === 0x1f && head[1] === 0x8b;
  const read = { bytes: packed ? 0 : start };
  const chunks = packed ? unpacked(file.path, read) : plain(file.path, start, read);
  const messages = file.single ? wholeFile(chunks, frame.limit) : cutMbox(chunks, frame.limit, packed ? 0 : start);
  let first = packed && start === 0;
  for await (const cut of messages) {
    if (first && cut.envelope === null && !looksLikeMail(cut.raw)) throw new ArchiveError('not_mail', file.path);
    first = false;
    if (cut.offset < start) continue;
    const place = { file: file.path, offset: cut.offset, read: frame.before + read.bytes, total: frame.total };
    if (cut.raw === null) yield { kind: 'skipped', reason: 'too_large', size: cut.size, place };
    else if (cut.raw.length > 0) yield { kind: 'message', raw: cut.raw, envelope: cut.envelope, flags: file.flags, place };
  }
}

async function headOf(file: ArchiveFile): Promise<Buffer> {
  if (file.bytes === 0 && !file.single) throw new ArchiveError('empty', file.path);
  const handle = await open(file.path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1000), 0, 1000, 0);
    const head = buffer.subarray(0, bytesRead);
    for (const [magic, fault] of MAGIC) {
      if (head.toString('hex').startsWith(magic)) throw new ArchiveError(fault, file.path);
    }
    const packed = head[0] === 0x1f && head[1] === 0x8b;
    if (!packed && !file.single && !looksLikeMail(head)) throw new ArchiveError('not_mail', file.path);
    return head;
  } finally {
    await handle.close();
  }
}

function looksLikeMail(head: Buffer | null): boolean {
  const text = (head ?? Buffer.alloc(0)).toString('latin1', 0, 1000).replace(/^(?:ï»¿)?\s*/, '');
  const [first = '', second = ''] = text.split(/\r?\n/, 2);
  return isHeaderLine(first) || (isSeparator(first, true) && isHeaderLine(second));
}

async function* plain(path: string, start: number, read: { bytes: number }): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { start, highWaterMark: 256 * 1024 })) {
    read.bytes += (chunk as Buffer).length;
    yield chunk as Buffer;
  }
}

async function* unpacked(path: string, read: { bytes: number }): AsyncGenerator<Buffer> {
  const source = createReadStream(path, { highWaterMark: 64 * 1024 });
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  source.on('data', (chunk) => (read.bytes += chunk.length));
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (cause) {
    throw new ArchiveError('damaged', path, cause);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

async function* wholeFile(chunks: AsyncIterable<Buffer>, limit: number) {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size <= limit) pieces.push(chunk);
    else pieces.length = 0;
  }
  yield { offset: 0, size, envelope: null, raw: size > limit ? null : Buffer.concat(pieces) };
}
