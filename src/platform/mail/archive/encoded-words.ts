import { decodeBytes, normalCharset } from './charset.ts';

/** One encoded word (RFC 2047 §2), with the spaces inside that broken senders leave in. */
const WORD = /=\?([\w.:+-]{1,40})(?:\*[\w-]{1,20})?\?([bq])\?([^?\r\n]{0,1000}(?:\?(?!=)[^?\r\n]{0,300}){0,3})\?=/gi;

type Word = { charset: string; bytes: Buffer };

/**
 * Decodes a header value given as latin1 (one character per byte). Neighbouring words of one charset
 * are joined as bytes first, because senders split characters between words although RFC 2047 §5
 * forbids it; raw 8-bit text between them is guessed by validity.
 */
export function decodeHeaderText(value: string): string {
  if (!value.includes('=?')) return clean(raw(value));
  let text = '';
  let end = 0;
  let pending: Word | null = null;
  const flush = (): void => {
    if (pending) text += decodeBytes(pending.bytes, pending.charset).text;
    pending = null;
  };
  for (const match of value.matchAll(WORD)) {
    const between = value.slice(end, match.index);
    end = match.index + match[0].length;
    const word = { charset: match[1]!, bytes: wordBytes(match[2]!, match[3]!) };
    // White space between two encoded words is not shown (RFC 2047 §6.2).
    if (pending !== null && between.trim() === '' && normalCharset((pending as Word).charset) === normalCharset(word.charset)) {
      pending = { charset: word.charset, bytes: Buffer.concat([(pending as Word).bytes, word.bytes]) };
      continue;
    }
    const adjacent = pending !== null && between.trim() === '';
    flush();
    if (!adjacent) text += raw(between);
    pending = word;
  }
  flush();
  return clean(text + raw(value.slice(end)));
}

function wordBytes(encoding: string, data: string): Buffer {
  if (encoding.toLowerCase() === 'b') return Buffer.from(data, 'base64');
  const spaced = data.replaceAll('_', ' ');
  return Buffer.from(
    spaced.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
}

function raw(latin1: string): string {
  return /[\x80-\xff]/.test(latin1) ? decodeBytes(Buffer.from(latin1, 'latin1'), null).text : latin1;
}

/** Control characters out: a decoded word may carry line ends, which must never become a header (injection). */
function clean(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
