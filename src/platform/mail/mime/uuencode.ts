import type { Attachment } from './attachment.ts';
import { safeName } from './attachment.ts';

const BLOCK = /^begin [0-7]{3,4} ([^\n]{1,200})\n((?:[ -`]{1,61}[ \t]*\n){1,100000}?)(?:`|)\s*\n?end[ \t]*$/gm;

/** Takes uuencoded files (POSIX `uuencode`) out of a text: before MIME, files came like this. */
export function takeUuencoded(text: string): { text: string; attachments: Attachment[] } {
  const attachments: Attachment[] = [];
  if (!/^begin [0-7]{3,4} \S/m.test(text)) return { text, attachments };
  const rest = text.replace(BLOCK, (whole, name: string) => {
    const content = uudecode(whole);
    if (content === null) return whole;
    attachments.push({ name: safeName(name), type: 'application/octet-stream', size: content.length, contentId: null, inline: false, content });
    return '';
  });
  return { text: rest, attachments };
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
