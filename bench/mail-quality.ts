import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBounce } from '#platform/mail/bounce/read.ts';
import { extractReply } from '#platform/mail/reply/extract.ts';

/**
 * Measures the reading of mail on a folder: `node bench/mail-quality.ts FOLDER [--show]`. Of NAME.mail.txt and
 * NAME.reply.txt it counts the replies that are extracted exactly; of NAME.eml it tells what kinds of bounces they are.
 */
const [folder, show] = process.argv.slice(2);
if (!folder) throw new Error('Name a folder: node bench/mail-quality.ts FOLDER [--show]');

const files = readdirSync(folder).sort();
const names = files.filter((file) => file.endsWith('.mail.txt')).map((file) => file.replace('.mail.txt', ''));
const mails = files.filter((file) => file.endsWith('.eml'));
if (names.length > 0) measureReplies(folder);
if (mails.length > 0) tellBounces(folder);

function measureReplies(folder: string): void {
  const read = (name: string, kind: string) => readFileSync(join(folder, `${name}.${kind}.txt`), 'utf8');
  const began = performance.now();
  const missed = names.filter((name) => {
    const { reply } = extractReply(read(name, 'mail'));
    const wanted = read(name, 'reply').replace(/\r\n/g, '\n').trim();
    if (reply.trim() === wanted) return false;
    if (show) console.log(`--- ${name}: wanted\n${wanted}\n--- got\n${reply}\n`);
    return true;
  });
  const each = (performance.now() - began) / names.length;
  console.log(`replies: ${names.length - missed.length} of ${names.length} exact (${((1 - missed.length / names.length) * 100).toFixed(1)} %), ${each.toFixed(1)} ms each`);
  if (missed.length > 0) console.log(`missed: ${missed.join(', ')}`);
}

function tellBounces(folder: string): void {
  const counts: Record<string, number> = {};
  for (const file of mails) {
    const bounce = readBounce(readFileSync(join(folder, file)));
    const kind = bounce?.kind ?? 'none';
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (show) console.log(`${file}: ${kind}`, ...(bounce?.recipients ?? []).map(({ address, status, kind }) => `${address} ${status} ${kind}`));
  }
  console.log(`bounces: ${mails.length} mails, ${Object.entries(counts).map(([kind, count]) => `${count} ${kind}`).join(', ')}`);
}
