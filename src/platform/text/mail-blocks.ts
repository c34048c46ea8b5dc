import { escapeHtml } from './escape.ts';
import { findLinks, relOf } from './links.ts';

/** Narrower than any mail program wraps; a line shorter by more than a word was broken on purpose. */
const WRAP = 60;

/** Plain lines as HTML: paragraphs, and what was laid out by hand (code, tables, drawings) as it stands. */
export function renderBlocks(lines: string[]): string {
  const blocks: { pre: boolean; lines: string[] }[] = [];
  for (const paragraph of paragraphs(lines)) {
    const pre = isLaidOut(paragraph);
    const last = blocks.at(-1);
    // Code goes on over blank lines.
    if (pre && last?.pre) last.lines.push('', ...paragraph);
    else blocks.push({ pre, lines: paragraph });
  }
  return blocks.map((block) => (block.pre ? preformatted(block.lines) : prose(block.lines))).join('');
}

function paragraphs(lines: string[]): string[][] {
  const found: string[][] = [[]];
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1] ?? '';
    // "For example:" and an indented line below it: the code begins there.
    const steps = /^(?: {2}|\t)\s*\S/.test(line) && /^\S.*:\s*$/.test(before) && !BULLET.test(line);
    if (line.trim() === '' || steps) found.push([]);
    if (line.trim() !== '') found.at(-1)!.push(line.trimEnd());
  }
  return found.filter((paragraph) => paragraph.length > 0);
}

const BULLET = /^\s{0,8}(?:[-*+•o–]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S/i;
const CODE = /[;{}]\s*$|->\s*$|^\s*(?:%|#|\/\/|\/\*|\$ |\d*> |<\/?\w+[ >])|[=!<>:]=|\w\(.*\)[.,;]?\s*$|::|\\\\|^\s*(?:def|if|for|while|return|import|function|let|var|const|class|end|do)\b.*[({:;]?$/;

function isLaidOut(lines: string[]): boolean {
  if (lines.some((line) => line.length > 200)) return false;
  const indented = lines.filter((line) => /^(?:\t| {4})/.test(line)).length;
  if (BULLET.test(lines[0]!) && lines.every((line) => !/\S {3,}\S/.test(line))) return false;
  if (indented === lines.length) return lines.length > 1 || CODE.test(lines[0]!) || /^(?: {4}|\t)\s*\S+$/.test(lines[0]!) || lines[0]!.length < 60;
  if (lines.length < 2) return CODE.test(lines[0]!) && /^\s{2,}/.test(lines[0]!);
  const gaps = lines.filter((line) => /\S(?: {3,}|\t+)\S/.test(line)).length;
  const code = lines.filter((line) => CODE.test(line)).length;
  const steps = lines.some((line) => /^\s{2,}/.test(line));
  const drawn = lines.filter((line) => /[|+\\/_=-]{4,}|^\s*[|+].*[|+]\s*$|[\u2500-\u257f]/.test(line)).length;
  return gaps * 2 >= lines.length || (steps && code * 2 >= lines.length) || code * 4 >= lines.length * 3 || (drawn >= 2 && drawn * 2 >= lines.length);
}

function preformatted(lines: string[]): string {
  const plain = lines.map((line) => line.replace(/\t/g, '        '));
  const indent = Math.min(...plain.filter((line) => line !== '').map((line) => /^ */.exec(line)![0].length));
  return `<pre dir="auto">${plain.map((line) => inline(line.slice(indent))).join('\n')}</pre>\n`;
}

/**
 * Lines that a mail program wrapped run on; line ends that the author made stay: before a list mark, and
 * where the first word of the next line would still have fitted.
 */
function prose(lines: string[]): string {
  const width = Math.max(WRAP, ...lines.map((line) => Math.min(line.length, 100)));
  let html = '';
  for (const [at, line] of lines.entries()) {
    html += inline(line.trim());
    const next = lines[at + 1];
    if (next === undefined) continue;
    const word = /^\s*(\S+)/.exec(next)?.[1] ?? '';
    const broken = BULLET.test(next) || line.length + 1 + word.length < width - 8 || lines.length === 2 && line.length < 40;
    html += broken ? '<br />\n' : '\n';
  }
  return `<p dir="auto">${html}</p>\n`;
}

function inline(text: string): string {
  let html = '';
  let end = 0;
  for (const link of findLinks(text, { emails: false })) {
    const rel = relOf(link.href);
    html += escapeHtml(text.slice(end, link.start));
    html += `<a href="${escapeHtml(link.href)}"${rel ? ` rel="${rel}"` : ''}>${escapeHtml(text.slice(link.start, link.end))}</a>`;
    end = link.end;
  }
  return html + escapeHtml(text.slice(end));
}
