import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractReply } from '#platform/mail/reply/extract.ts';

/** Measures reply extraction on a folder of NAME.mail.txt and NAME.reply.txt: `node bench/mail-quality.ts FOLDER [--show]`. */
const [folder, show] = process.argv.slice(2);
if (!folder) throw new Error('Name a folder: node bench/mail-quality.ts FOLDER [--show]');

const names = readdirSync(folder).filter((file) => file.endsWith('.mail.txt')).map((file) => file.replace('.mail.txt', ''));
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
