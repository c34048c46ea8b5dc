import { simpleParser } from 'mailparser';

/** Quoted-printable breaks long lines (RFC 2045 §6.7): the text as it was written. */
export const unfolded = (raw: string): string => raw.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const LIGHT = 25_000;
const COLUMNS = 72;

/**
 * What is wrong with a mail of ours, whatever it is about. Every mail that a test looks at is judged: text that
 * reads well in any program, light HTML that loads nothing, and headers by which machines know what it is.
 */
export async function faultsOf(raw: string): Promise<string[]> {
  const { text = '', html, headers, subject = '', messageId, date, from } = await simpleParser(raw);
  const explained = headers.has('auto-submitted') || headers.has('list') || headers.has('in-reply-to');
  const wide = text.split('\n').filter((line) => line.trimEnd().length > COLUMNS + (line.startsWith('>') ? 6 : 0) && /\S\s+\S/.test(line.replace(/^\s*(?:[>*]\s*)+/, '').trim()));
  const faults: [string, boolean][] = [
    ['no text', text.trim() === ''],
    [`wider than ${COLUMNS} columns: ${wide[0]}`, wide.length > 0],
    ['marks of a language that is not plain text', /<\/?(?:p|div|br|a)\b|&(?:amp|nbsp|quot);|\{\w+[,}]|undefined|\[object/.test(text)],
    ['no subject, or one of many lines', subject.trim() === '' || /[\r\n]/.test(subject)],
    ['no Message-ID, Date or From', !messageId || !date || !from],
    ['neither of a list, nor a machine, nor an answer', !explained],
  ];
  if (html) {
    faults.push(
      [`HTML of ${Buffer.byteLength(html)} bytes`, Buffer.byteLength(html) > LIGHT],
      ['HTML that loads something', /<(?:img|link|script|iframe|object|video|svg)\b|\ssrc=|url\(|@import/i.test(html.replace(/<img\b[^>]*\ssrc="cid:[^>]*>/g, ''))],
      ['HTML without language and direction', !/<html lang="[\w-]+" dir="(?:ltr|rtl)">/.test(html)],
      ['HTML that is light only', !html.includes('prefers-color-scheme:dark') || !html.includes('name="color-scheme"')],
    );
  }
  return faults.filter(([, wrong]) => wrong).map(([fault]) => `${subject}: ${fault}`);
}
