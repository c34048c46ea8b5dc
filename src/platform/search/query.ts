import { isStopWord, stem } from './languages.ts';
import { tokens } from './tokens.ts';

/** A word of a query under all the terms that it may stand for. */
export interface QueryWord {
  word: string;
  terms: string[];
  /** So common that it is wanted only where nothing else was asked for. */
  common: boolean;
  compound: boolean;
  /** Still being typed: words that begin so count too. */
  beginning: boolean;
  /** How often it was written: what is said twice is meant twice. */
  times: number;
}

export interface ParsedQuery {
  /** Without its filters. */
  text: string;
  words: QueryWord[];
  /** Something was asked for that holds no word: signs alone, or a run too long for one. */
  wordless: boolean;
  /** Each a run of words that must stand side by side. */
  phrases: QueryWord[][];
  excluded: QueryWord[][];
  /** What was written as `name:value`. */
  filters: Record<string, string>;
}

const FILTERS = new Set(['kind', 'in', 'by', 'tag', 'before', 'after', 'is']);
const PIECE = /(-?)(?:"([^"]*)"?|(\S+))/gu;
const MOST_WORDS = 40;

/**
 * Reads what somebody typed: words, "a phrase", -excluded, -"excluded phrase", beginning*, and filters
 * such as tag:surveys. `languages` are those that texts are written in: a word is looked for under its
 * stem in each of them.
 */
export function parseQuery(input: string, languages: string[], { typing = false } = {}): ParsedQuery {
  const parsed: ParsedQuery = { text: '', words: [], wordless: false, phrases: [], excluded: [], filters: {} };
  const plain: string[] = [];
  for (const [, minus, phrase, word] of input.slice(0, 500).matchAll(PIECE)) {
    const [name, value] = splitFilter(word);
    if (name && value) parsed.filters[name] = value;
    else if (minus && (phrase ?? word) !== '') parsed.excluded.push(wordsOf(phrase ?? word!, languages));
    else if (phrase !== undefined) {
      const words = wordsOf(phrase, languages);
      if (words.length > 0) parsed.phrases.push(words);
      parsed.wordless = true;
      parsed.words.push(...words.map((w) => ({ ...w, common: false })));
    } else if (word) plain.push(word);
  }
  parsed.text = plain.join(' ');
  for (const [index, piece] of plain.entries()) {
    const words = wordsOf(piece, languages);
    const last = words.at(-1);
    if (last && (piece.endsWith('*') || (typing && index === plain.length - 1 && !/\s$/.test(input)))) last.beginning = true;
    parsed.words.push(...words);
  }
  parsed.wordless = (parsed.wordless || plain.length > 0) && parsed.words.length === 0;
  parsed.words = unique(parsed.words).slice(0, MOST_WORDS);
  if (parsed.words.every((word) => word.common)) parsed.words = parsed.words.map((word) => ({ ...word, common: false }));
  return parsed;
}

function splitFilter(word: string | undefined): [string, string] | [null, null] {
  const colon = word?.indexOf(':') ?? -1;
  const name = word?.slice(0, colon).toLowerCase();
  return word && name && FILTERS.has(name) ? [name, word.slice(colon + 1)] : [null, null];
}

function wordsOf(text: string, languages: string[]): QueryWord[] {
  return [...tokens(text)].map(({ word, compound }) => ({
    word,
    terms: compound ? [word] : [...new Set([word, ...languages.map((language) => stem(word, language))])],
    common: !compound && languages.some((language) => isStopWord(word, language)),
    compound: compound === true,
    beginning: false,
    times: 1,
  }));
}

function unique(words: QueryWord[]): QueryWord[] {
  const seen = new Map<string, QueryWord>();
  for (const word of words) {
    const key = word.terms.at(-1)!;
    const known = seen.get(key);
    if (!known) {
      seen.set(key, word);
      continue;
    }
    known.times += 1;
    known.terms = [...new Set([...known.terms, ...word.terms])];
    if (word.beginning) known.beginning = true;
  }
  return [...seen.values()];
}
