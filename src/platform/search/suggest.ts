import type { Db } from '#platform/db/index.ts';
import { WORD } from './build.ts';
import { readPostings } from './postings.ts';
import { postingsOf, termsBetween } from './queries.ts';
import type { ParsedQuery } from './query.ts';
import type { Index } from './reader.ts';
import type { Marks } from './search.ts';

const CANDIDATES = 20_000;
const TRIED = 8;
/** A word found this often is hardly a slip. */
const SELDOM = 1;

/**
 * The query with mistyped words put right, or null. Only words are offered that stand in documents
 * which the viewer may read: a suggestion must not tell of others.
 */
export async function suggest(db: Db, index: Index, parsed: ParsedQuery, allowed: Marks, found: Map<string, number>): Promise<string | null> {
  const corrections = new Map<string, string>();
  for (const { word, common, compound } of parsed.words) {
    if (common || compound || word.length < 4 || /\d/.test(word) || (found.get(word) ?? 0) > SELDOM) continue;
    const better = await correction(db, index, word, allowed, found.get(word) ?? 0);
    if (better) corrections.set(word, better);
  }
  if (corrections.size === 0) return null;
  return parsed.text.replace(/[\p{L}\p{M}\p{N}]+/gu, (written) => corrections.get(written.toLowerCase()) ?? written);
}

async function correction(db: Db, index: Index, word: string, allowed: Marks, count: number): Promise<string | null> {
  const ids = index.segments.map((segment) => segment.id);
  const beginnings = [...new Set([word[0]!, word[1]!])];
  const most = word.length < 6 ? 1 : 2;
  const near: { term: string; distance: number; count: number }[] = [];
  for (const beginning of beginnings) {
    const from = WORD + beginning;
    for (const row of await termsBetween(db, index.communityId, ids, from, `${from}\u{10ffff}`, CANDIDATES)) {
      const candidate = row.term.slice(1);
      if (candidate === word || Math.abs(candidate.length - word.length) > most || row.count < Math.max(1, count * 5)) continue;
      const distance = editDistance(word, candidate, most);
      if (distance <= most) near.push({ term: row.term, distance, count: row.count });
    }
  }
  near.sort((a, b) => a.distance - b.distance || b.count - a.count || (a.term < b.term ? -1 : 1));
  for (const { term } of near.slice(0, TRIED)) if (await standsIn(db, index, term, allowed)) return term.slice(1);
  return null;
}

async function standsIn(db: Db, index: Index, term: string, allowed: Marks): Promise<boolean> {
  const rows = await postingsOf(db, index.communityId, index.segments.map((s) => s.id), [term]);
  return rows.some((row) => {
    const marks = allowed[index.segments.findIndex((segment) => segment.id === row.segment_id)]!;
    let readable = false;
    readPostings(row.postings, (doc) => {
      if (marks[doc] === 1) readable = true;
    });
    return readable;
  });
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that lead from one word to another
 * (Damerau 1964, optimal string alignment); more than `most` is answered as `most + 1`.
 */
export function editDistance(a: string, b: string, most: number): number {
  let two: number[] = [];
  let one = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(one[j]! + 1, row[j - 1]! + 1, one[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, two[j - 2]! + 1);
      row.push(best);
    }
    if (Math.min(...row) > most) return most + 1;
    two = one;
    one = row;
  }
  return Math.min(one[b.length]!, most + 1);
}
