import { stem } from './languages.ts';
import { tokens } from './tokens.ts';

/** A piece of a text; `hit` is what was looked for. */
export interface Piece {
  text: string;
  hit: boolean;
}

const BEFORE = 40;

/** The passage of a text that holds most of the terms, in pieces to mark; its beginning where it holds none. */
export function snippet(text: string, terms: ReadonlySet<string>, languages: string[], length = 220): Piece[] {
  const hits = [...tokens(text)].filter(({ word, compound }) => terms.has(word) || terms.has(`=${word}`) || (!compound && languages.some((l) => terms.has(stem(word, l)))));
  const from = bestStart(hits, length);
  let start = from === 0 ? 0 : text.lastIndexOf(' ', Math.max(0, from - BEFORE)) + 1;
  let end = Math.min(text.length, start + length);
  if (end < text.length) end = Math.max(text.lastIndexOf(' ', end), start + Math.floor(length / 2));
  const pieces: Piece[] = [];
  const push = (piece: string, hit: boolean) => piece !== '' && pieces.push({ text: piece, hit });
  push(start > 0 ? '… ' : '', false);
  for (const hit of hits) {
    if (hit.start < start || hit.end > end) continue;
    push(text.slice(start, hit.start), false);
    push(text.slice(hit.start, hit.end), true);
    start = hit.end;
  }
  push(text.slice(start, end) + (end < text.length ? ' …' : ''), false);
  return pieces;
}

/** Where the window begins that holds the most different words looked for. */
function bestStart(hits: { word: string; start: number; end: number }[], length: number): number {
  let best = { count: 0, start: 0 };
  for (const [index, first] of hits.entries()) {
    const within = hits.slice(index, index + 30).filter((hit) => hit.end - first.start < length - BEFORE);
    const count = new Set(within.map((hit) => hit.word)).size + within.length / 100;
    if (count > best.count) best = { count, start: first.start };
  }
  return best.start;
}
