/** One document of a term: its place in the segment and how often the term stands in each field. */
export interface Posting {
  doc: number;
  title: number;
  body: number;
  /** Places of the words in the text, title first. */
  positions: number[];
}

/** The two blobs of a term: which documents and how often; and where in them, read for phrases only. */
export interface PackedTerm {
  postings: Uint8Array;
  positions: Uint8Array;
}

/** A growing run of bytes with numbers of 7 bits a byte. */
export class Writer {
  private bytes = new Uint8Array(16);
  private at = 0;

  number(value: number): void {
    if (this.at + 6 > this.bytes.length) {
      const wider = new Uint8Array(this.bytes.length * 2);
      wider.set(this.bytes);
      this.bytes = wider;
    }
    let rest = value;
    while (rest > 127) {
      this.bytes[this.at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.at++] = rest;
  }

  done(): Uint8Array {
    return this.bytes.slice(0, this.at);
  }
}

/** Collects the postings of one term; documents come in ascending order. */
export class TermWriter {
  private readonly docs = new Writer();
  private readonly places = new Writer();
  private last = -1;
  count = 0;

  add({ doc, title, body, positions }: Posting): void {
    this.docs.number(doc - this.last);
    // Most terms stand in the body only: one bit says whether a number for the title follows.
    this.docs.number((body << 1) | (title > 0 ? 1 : 0));
    if (title > 0) this.docs.number(title);
    this.last = doc;
    this.count += 1;
    this.places.number(positions.length);
    let before = 0;
    for (const position of positions) {
      this.places.number(position - before);
      before = position;
    }
  }

  done(): PackedTerm {
    return { postings: this.docs.done(), positions: this.places.done() };
  }
}

/** The documents of a term, and how often it stands in each field. */
export interface Decoded {
  count: number;
  docs: Uint32Array;
  titles: Uint32Array;
  bodies: Uint32Array;
}

let scratch: Decoded = { count: 0, docs: new Uint32Array(0), titles: new Uint32Array(0), bodies: new Uint32Array(0) };

/** Reads all documents of a term into arrays that are used again at the next call. Written flat: this is where a search spends its time. */
export function decodePostings(bytes: Uint8Array): Decoded {
  // A document takes two bytes at the least.
  const most = bytes.length >> 1;
  if (scratch.docs.length < most) scratch = { count: 0, docs: new Uint32Array(most), titles: new Uint32Array(most), bodies: new Uint32Array(most) };
  const { docs, titles, bodies } = scratch;
  let [at, doc, count] = [0, -1, 0];
  const end = bytes.length;
  while (at < end) {
    let byte = bytes[at++]!;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++]!;
      value |= (byte & 127) << shift;
    }
    doc += value;
    byte = bytes[at++]!;
    value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++]!;
      value |= (byte & 127) << shift;
    }
    let title = 0;
    if (value & 1) {
      byte = bytes[at++]!;
      title = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++]!;
        title |= (byte & 127) << shift;
      }
    }
    docs[count] = doc;
    titles[count] = title;
    bodies[count++] = value >>> 1;
  }
  scratch.count = count;
  return scratch;
}

/** Calls `each` for every document of a term. */
export function readPostings(bytes: Uint8Array, each: (doc: number, title: number, body: number) => void): void {
  const { count, docs, titles, bodies } = decodePostings(bytes);
  for (let n = 0; n < count; n += 1) each(docs[n]!, titles[n]!, bodies[n]!);
}

/** The positions of a term in the documents that are wanted, by document. */
export function readPositions({ postings, positions }: PackedTerm, wanted: (doc: number) => boolean): Map<number, number[]> {
  const found = new Map<number, number[]>();
  let at = 0;
  const next = () => {
    let byte = positions[at++]!;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = positions[at++]!;
      value |= (byte & 127) << shift;
    }
    return value;
  };
  readPostings(postings, (doc) => {
    const count = next();
    const keep = wanted(doc);
    const places: number[] = [];
    let place = 0;
    for (let n = 0; n < count; n += 1) {
      place += next();
      if (keep) places.push(place);
    }
    if (keep) found.set(doc, places);
  });
  return found;
}
