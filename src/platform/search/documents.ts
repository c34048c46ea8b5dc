/** What is found: one text with what filters and facets need. */
export interface SearchDocument {
  /** The number of its kind, and its id within the kind. */
  kind: number;
  id: number;
  spaceId: number;
  authorId: number | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
  title: string;
  body: string;
  /** As declared; the text decides where it is long enough. */
  language: string;
  /** Small facts to filter by, such as `tag:surveys` or `is:answered`. */
  labels: string[];
}

/** Columns of a segment: one entry per document, in order. */
export interface Columns {
  id: Uint32Array;
  space: Uint32Array;
  author: Uint32Array;
  /** Seconds since the epoch. */
  created: Uint32Array;
  bodyLength: Uint32Array;
  titleLength: Uint16Array;
  kind: Uint8Array;
  language: Uint8Array;
}

const LAYOUT = [
  ['id', Uint32Array],
  ['space', Uint32Array],
  ['author', Uint32Array],
  ['created', Uint32Array],
  ['bodyLength', Uint32Array],
  ['titleLength', Uint16Array],
  ['kind', Uint8Array],
  ['language', Uint8Array],
] as const;

export function newColumns(count: number): Columns {
  return Object.fromEntries(LAYOUT.map(([name, Type]) => [name, new Type(count)])) as unknown as Columns;
}

/** The columns one after another as bytes. */
export function packColumns(columns: Columns): Uint8Array {
  return Buffer.concat(LAYOUT.map(([name]) => new Uint8Array(columns[name].buffer, columns[name].byteOffset, columns[name].byteLength)));
}

export function unpackColumns(bytes: Uint8Array, count: number): Columns {
  // Typed arrays need aligned memory, which a buffer from a database does not promise.
  const copy = new Uint8Array(bytes);
  let at = 0;
  const columns: Record<string, unknown> = {};
  for (const [name, Type] of LAYOUT) {
    columns[name] = new Type(copy.buffer, at, count);
    at += count * Type.BYTES_PER_ELEMENT;
  }
  return columns as unknown as Columns;
}
