const SIGNED = '2a864886f70d010702';
const DATA = '2a864886f70d010701';
const MAX_DEPTH = 12;

interface Node {
  tag: number;
  /** Where its content begins and ends, and where what follows it begins. */
  from: number;
  to: number;
  next: number;
}

/** What an opaque signature of S/MIME wraps (RFC 8551 §3.5.2; RFC 5652 §5.2): anybody may read it. Null for what is enciphered, or not to be understood. */
export function signedContent(der: Buffer): Buffer | null {
  const outer = inside(der, nodeAt(der, 0), 0x30);
  if (!outer || hex(der, outer[0]) !== SIGNED) return null;
  const explicit = inside(der, outer[1], 0xa0);
  const signedData = explicit && inside(der, explicit[0], 0x30);
  const wrapped = signedData?.find((node) => node.tag === 0x30);
  const content = wrapped && inside(der, wrapped, 0x30);
  if (!content || hex(der, content[0]) !== DATA) return null;
  const octets = inside(der, content[1], 0xa0)?.[0];
  return octets ? joined(der, octets, 0) : null;
}

/** An octet string, also in pieces (X.690 §8.7). */
function joined(der: Buffer, node: Node, depth: number): Buffer | null {
  if (node.tag === 0x04) return der.subarray(node.from, node.to);
  const parts = depth < MAX_DEPTH ? inside(der, node, 0x24)?.map((part) => joined(der, part, depth + 1)) : null;
  return parts && parts.every((part) => part !== null) ? Buffer.concat(parts as Buffer[]) : null;
}

function hex(der: Buffer, node: Node | undefined): string {
  return node?.tag === 0x06 ? der.toString('hex', node.from, node.to) : '';
}

/** The elements within one of a tag. */
function inside(der: Buffer, node: Node | null | undefined, tag: number): Node[] | null {
  if (node?.tag !== tag) return null;
  const found: Node[] = [];
  for (let at = node.from; at < node.to; ) {
    const element = nodeAt(der, at);
    if (!element || element.next > node.to) return null;
    found.push(element);
    at = element.next;
  }
  return found;
}

/** An element of BER (X.690 §8.1), of definite length or not; null for what is none. */
function nodeAt(der: Buffer, at: number, depth = 0): Node | null {
  const tag = der[at];
  const first = der[at + 1];
  if (tag === undefined || first === undefined || (tag & 31) === 31 || depth > MAX_DEPTH) return null;
  if (first === 0x80) {
    const from = at + 2;
    let end = from;
    while (der[end] !== 0 || der[end + 1] !== 0) {
      const element = nodeAt(der, end, depth + 1);
      if (!element) return null;
      end = element.next;
    }
    return { tag, from, to: end, next: end + 2 };
  }
  const size = first < 128 ? 0 : first & 127;
  if (size > 4) return null;
  const from = at + 2 + size;
  const length = size === 0 ? first : der.length >= from ? der.readUIntBE(at + 2, size) : 0;
  return from + length <= der.length ? { tag, from, to: from + length, next: from + length } : null;
}
