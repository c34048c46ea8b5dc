import { uudecode } from './uuencode.ts';

/** A body with its transfer encoding (RFC 2045 §6) undone. */
export function transferred(body: Buffer, encoding: string): Buffer {
  if (encoding === 'quoted-printable') return unquote(body);
  if (/^(?:x-)?uue(?:ncode)?$/.test(encoding)) return uudecode(body.toString('latin1')) ?? body;
  if (encoding !== 'base64') return body;
  const text = body.toString('latin1');
  // List software appends its footer in plain text to a base64 body: only the leading base64 counts.
  const coded = text.split(/\r?\n/);
  const end = coded.findIndex((line) => !/^[A-Za-z0-9+/]*={0,2}\s*$/.test(line));
  const lines = end < 0 ? coded : coded.slice(0, end);
  return Buffer.concat([
    // Padding within says that several were joined.
    ...(lines.join('').match(/[^=\s]+/g) ?? []).map((piece) => Buffer.from(piece, 'base64')),
    Buffer.from(end < 0 ? '' : `\n${coded.slice(end).join('\n')}`, 'latin1'),
  ]);
}

/** RFC 2045 §6.7; a stray "=" stays what it is. */
function unquote(body: Buffer): Buffer {
  const text = body
    .toString('latin1')
    .replace(/[ \t]+(?=\r?\n|$)/g, '')
    .replace(/=\r?\n/g, '');
  return Buffer.from(
    text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
}
