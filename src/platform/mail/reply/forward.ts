import { readLines } from '../../text/mail-lines.ts';
import { headBlock, isForwardMark, isRule } from '../../text/mail-marks.ts';

export type Forward = { text: string; quoted: string; forwards: boolean };

/**
 * A message passed on, below its mark ("---------- Forwarded message"). With words of the sender above it
 * is what they speak of, and is cut off; alone it is the content, and only its copied head goes.
 */
export function cutForward(source: string, unquoted = false): Forward {
  const lines = readLines(source);
  const at = lines.findIndex((line) => line.depth === 0 && isForwardMark(line.text));
  if (at < 0) return { text: source, quoted: '', forwards: false };
  const words = lines.slice(0, at).some((line) => line.depth === 0 && line.text.trim() !== '');
  const raw = (from: number, to?: number): string => lines.slice(from, to).map((line) => line.raw).join('\n');
  // Apple's program quotes all that it passes on.
  const below = lines.slice(at + 1).filter((line) => line.text.trim() !== '');
  if (!words && !unquoted && below.length > 0 && below.every((line) => line.depth > 0)) return cutForward(`${raw(0, at + 1)}\n${raw(at + 1).replace(/^ ?> ?/gm, '')}`, true);
  let start = at + 1;
  while (start < lines.length && (lines[start]!.text.trim() === '' || isRule(lines[start]!.text))) start += 1;
  const head = headBlock(lines, start);
  if (head === 0 && start === at + 1 && !words) return { text: source, quoted: '', forwards: false };
  if (words) return { text: raw(0, at), quoted: raw(at).trim(), forwards: true };
  return { text: `${raw(0, at)}\n${raw(start + head)}`, quoted: '', forwards: true };
}
