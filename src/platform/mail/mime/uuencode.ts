import type { Attachment } from './attachment.ts';
import { safeName } from './attachment.ts';

const BEGIN = /^begin [0-7]{3,4} (\S.{0,199})$/;
const CODED = /^[ -`]{1,61}[ \t]{0,20}$/;

/** Takes uuencoded files (POSIX `uuencode`) out of a text: before MIME, files came like this. */
export function takeUuencoded(text: string): { text: string; attachments: Attachment[] } {
  const attachments: Attachment[] = [];
  if (!/^begin [0-7]{3,4} \S/m.test(text)) return { text, attachments };
  const lines = text.split('\n');
  const rest: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const name = BEGIN.exec(lines[at]!)?.[1];
    const end = name === undefined ? -1 : endOf(lines, at + 1);
    const content = end < 0 ? null : uudecode(lines.slice(at, end).join('\n'));
    rest.push(content === null ? lines[at]! : '');
    if (content === null) continue;
    attachments.push({ name: safeName(name!), type: 'application/octet-stream', size: content.length, contentId: null, inline: false, content });
    at = end;
  }
  return { text: rest.join('\n'), attachments };
}

/** Where a block ends whose lines begin at `from`; -1 when it does not. */
function endOf(lines: string[], from: number): number {
  let at = from;
  while (at < lines.length && CODED.test(lines[at]!)) at += 1;
  if (at === from) return -1;
  while (at < lines.length && lines[at]!.trim() === '') at += 1;
  return /^end[ \t]{0,20}$/.test(lines[at] ?? '') ? at : -1;
}

/** The bytes of a uuencoded block, or null when a line does not hold what its first character says. */
export function uudecode(block: string): Buffer | null {
  const lines = block.split(/\r?\n/);
  const start = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line)) + 1;
  const bytes: number[] = [];
  for (const line of lines.slice(start)) {
    if (/^(?:end\s*)?$/.test(line) || line[0] === '`' || line[0] === ' ') break;
    const count = (line.charCodeAt(0) - 32) & 63;
    const needed = Math.ceil(count / 3) * 4;
    const coded = line.slice(1).padEnd(needed, ' ');
    if (line.length - 1 < needed - 3 || line.trimEnd().length - 1 > needed + 2) return null;
    const sixes = [...coded.slice(0, needed)].map((character) => (character.charCodeAt(0) - 32) & 63);
    const group: number[] = [];
    for (let at = 0; at < needed; at += 4) group.push(((sixes[at]! << 2) | (sixes[at + 1]! >> 4)) & 255, ((sixes[at + 1]! << 4) | (sixes[at + 2]! >> 2)) & 255, ((sixes[at + 2]! << 6) | sixes[at + 3]!) & 255);
    for (const byte of group.slice(0, count)) bytes.push(byte);
  }
  return Buffer.from(bytes);
}
