import { newColumns, type Columns, type SearchDocument } from './documents.ts';
import { isStopWord, languageNumber, languageOf, stem } from './languages.ts';
import { TermWriter, type PackedTerm } from './postings.ts';
import { tokens } from './tokens.ts';

/** Marks of the terms that are no stems: words as written (for beginnings and spelling), and labels. */
export const WORD = '=';
export const LABEL = '#';
/** Between the title and the body no phrase runs on. */
const BODY_FROM = 1000;
const MOST_WORDS = 20_000;

/** A segment as it is written: few pieces, so that another thread hands it over at little cost. */
export interface BuiltSegment {
  count: number;
  columns: Columns;
  /** In order. */
  terms: string[];
  /** In how many documents each term stands. */
  counts: Uint32Array;
  /** Where the postings and then the positions of each term end in `bytes`. */
  ends: Uint32Array;
  bytes: Uint8Array;
}

interface Occurrence {
  title: number;
  body: number;
  positions: number[];
}

/** Makes a segment of documents: its columns, and for every term where it stands. */
export function buildSegment(documents: SearchDocument[]): BuiltSegment {
  const columns = newColumns(documents.length);
  const writers = new Map<string, TermWriter>();
  documents.forEach((document, doc) => {
    for (const [term, { title, body, positions }] of termsOf(document, columns, doc)) {
      let writer = writers.get(term);
      if (!writer) writers.set(term, (writer = new TermWriter()));
      writer.add({ doc, title, body, positions });
    }
  });
  return { count: documents.length, columns, ...pack([...writers].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function pack(writers: [string, TermWriter][]) {
  const parts = writers.flatMap(([, writer]) => packed(writer.done()));
  const ends = new Uint32Array(parts.length);
  parts.reduce((end, part, n) => (ends[n] = end + part.length), 0);
  return { terms: writers.map(([term]) => term), counts: Uint32Array.from(writers, ([, writer]) => writer.count), ends, bytes: Buffer.concat(parts) };
}

const packed = ({ postings, positions }: PackedTerm) => [postings, positions];

function termsOf(document: SearchDocument, columns: Columns, doc: number): Map<string, Occurrence> {
  const language = languageOf(`${document.title} ${document.body}`, document.language);
  const found = new Map<string, Occurrence>();
  const note = (term: string, field: 'title' | 'body', position: number) => {
    let occurrence = found.get(term);
    if (!occurrence) found.set(term, (occurrence = { title: 0, body: 0, positions: [] }));
    occurrence[field] += 1;
    occurrence.positions.push(position);
  };
  const lengths = { title: 0, body: 0 };
  for (const field of ['title', 'body'] as const) {
    const from = field === 'body' ? BODY_FROM : 0;
    for (const { word, position, compound } of tokens(document[field])) {
      if (position > MOST_WORDS) break;
      const term = compound ? word : stem(word, language);
      note(term, field, from + position);
      if (!compound && !isStopWord(word, language)) lengths[field] += 1;
      const written = WORD + word;
      if (!found.has(written)) found.set(written, { title: 0, body: 1, positions: [] });
    }
  }
  for (const label of document.labels) found.set(LABEL + label, { title: 0, body: 1, positions: [] });
  columns.id[doc] = document.id;
  columns.kind[doc] = document.kind;
  columns.space[doc] = document.spaceId;
  columns.author[doc] = document.authorId ?? 0;
  columns.created[doc] = Math.max(0, Math.floor(document.createdAt / 1000));
  columns.titleLength[doc] = Math.min(lengths.title, 65_535);
  columns.bodyLength[doc] = lengths.body;
  columns.language[doc] = languageNumber(language);
  return found;
}
