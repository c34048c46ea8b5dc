/**
 * About how many bytes a text takes on its way: quoted-printable where most letters are Latin, which triples
 * the bytes of the others (RFC 2045 §6.7), base64 otherwise.
 */
export function weightOf(text: string): number {
  const bytes = Buffer.byteLength(text);
  const others = text.replace(/[\t\n\r\x20-\x7e]/g, '');
  if (others.length >= text.length / 2) return Math.ceil(bytes * 1.37);
  const escaped = Buffer.byteLength(others) + (text.match(/=/g)?.length ?? 0);
  return Math.ceil((bytes + 2 * escaped) * 1.04);
}
