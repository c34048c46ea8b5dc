import { uudecode } from './uuencode.ts';

/** The name of a transfer encoding, without quotes, comments, and what some senders put behind it. */
export function encodingOf(header: string | null): string {
  const name = (header ?? '').toLowerCase().replace(/\([^()]*\)/g, '');
  return /^\W*quoted.?printable/.test(name) ? 'quoted-printable' : /^\W*base.?64/.test(name) ? 'base64' : (/[a-z0-9-]+/.exec(name)?.[0] ?? '');
}

/** A body with its transfer encoding (RFC 2045 §6) undone. */
export function transferred(body: Buffer, encoding: string): Buffer {
  if (encoding === 'quoted-printable') return unquote(body);
  if (/^(?:x-)?uue(?:ncode)?$/.test(encoding)) return uudecode(body.toString('latin1')) ?? body;
  return encoding === 'base64' ? unbase(body.toString('latin1')) : body;
}

const CODED_LINE = /^[A-Za-z0-9+/]*={0,2}\s*$/;
const TOGETHER = /^[A-Za-z0-9+/=]*$|^[A-Za-z0-9_=-]*$/;

/**
 * RFC 2045 §6.8: what is none of its characters counts for nothing. But list software appends its footer in plain
 * text, and some senders only say base64: lines of words from the first on that is no base64 stay as they are.
 */
function unbase(text: string): Buffer {
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) => !CODED_LINE.test(line));
  if (end < 0) return decoded(text);
  const solid = lines.join('').replace(/\s/g, '');
  const spaced = lines.slice(end).some((line) => /\S\s{1,100}\S/.test(line));
  if (!spaced || (TOGETHER.test(solid) && solid.length % 4 === 0)) return decoded(text);
  const before = decoded(lines.slice(0, end).join(''));
  return Buffer.concat([before, Buffer.from(`${before.length > 0 ? '\n' : ''}${lines.slice(end).join('\n')}`, 'latin1')]);
}

/** Padding within says that several were joined; what is none of the characters is passed over. */
function decoded(text: string): Buffer {
  const bytes = Buffer.allocUnsafe(Math.ceil((text.length * 3) / 4));
  let size = 0;
  for (let at = 0, end; at < text.length; at = end + 1) {
    const padding = text.indexOf('=', at);
    end = padding < 0 ? text.length : padding;
    if (end > at) size += bytes.write(text.slice(at, end), size, 'base64');
  }
  return bytes.subarray(0, size);
}

/** RFC 2045 §6.7; a stray "=" stays what it is, unless it is a line break that nothing follows. */
function unquote(body: Buffer): Buffer {
  const text = body.toString('latin1').split('\n').map(withoutPadding).join('\n').replace(/=(?:\r?\n|$)/g, '');
  return Buffer.from(
    text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
}

/** White space at the end of a line was added on the way (RFC 2045 §6.7, rule 3). */
function withoutPadding(line: string): string {
  const cr = line.endsWith('\r') ? 1 : 0;
  let end = line.length - cr;
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end -= 1;
  return end === line.length - cr ? line : line.slice(0, end) + line.slice(line.length - cr);
}
