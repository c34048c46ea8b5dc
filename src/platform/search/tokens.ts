/** A word of a text: where it stands, and the forms under which it is found. */
export interface Token {
  /** Lower case, without accents. */
  word: string;
  /** Its place in the text, in characters. */
  start: number;
  end: number;
  /** Its place among the words; the parts of a compound share one run of places. */
  position: number;
  /** A compound such as gen_server or OTP-21, whose parts are tokens too. */
  compound?: true;
}

const LONGEST = 60;
/** Runs of letters, marks and digits, joined by the characters that hold identifiers and versions together. */
const RUN = /[\p{L}\p{M}\p{N}]+(?:[_.\-:/@+#'’][\p{L}\p{M}\p{N}]+|(?<=\b[cCfF])[#+]+)*/gu;
const PART = /[\p{L}\p{M}\p{N}]+/gu;
/** Scripts without spaces between words: two characters at a time find what one looks for. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Lower case without accents; Arabic without vowel marks and with one form of alef, ya and ta marbuta. */
export function fold(text: string): string {
  // oxlint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '')
    .replace(/[\u064b-\u065f\u0670\u0640]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/ё/g, 'е')
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/æ/g, 'ae');
}

/** The words of a text in order. */
export function* tokens(text: string): Generator<Token> {
  let position = 0;
  for (const run of text.matchAll(RUN)) {
    const start = run.index;
    if (UNSPACED.test(run[0])) {
      for (const token of pairs(run[0], start, position)) {
        position = token.position + 1;
        yield token;
      }
      continue;
    }
    const parts = [...run[0].matchAll(PART)];
    const first = position;
    for (const part of parts) {
      if (part[0].length <= LONGEST)
        yield { word: fold(part[0]), start: start + part.index, end: start + part.index + part[0].length, position };
      position += 1;
    }
    if ((parts.length > 1 || parts[0]![0] !== run[0]) && run[0].length <= LONGEST && !/^\p{L}+['’]\p{L}+$/u.test(run[0]))
      yield { word: fold(run[0]), start, end: start + run[0].length, position: first, compound: true };
  }
}

function* pairs(run: string, start: number, position: number): Generator<Token> {
  const characters = [...run];
  let at = start;
  for (let index = 0; index < characters.length; index += 1) {
    const next = characters[index + 1];
    const word = characters[index]! + (next ?? '');
    if (next !== undefined || characters.length === 1) yield { word: fold(word), start: at, end: at + word.length, position: position + index };
    at += characters[index]!.length;
  }
}
