/** A text, and what of it is selected. */
export interface Selected {
  text: string;
  start: number;
  end: number;
}

/** Replaces a stretch of the text, and selects a stretch of what stands there then. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
  select: [number, number];
}

/** Puts marks around the selection, or takes them away when they are there. */
export function mark({ text, start, end }: Selected, sign: string): Edit {
  const size = sign.length;
  const inside = text.slice(start, end);
  const outer = text.slice(start - size, start) === sign && text.slice(end, end + size) === sign;
  // "*" beside "**" is bold, not italic: only an exact pair of marks is taken away.
  const exact = text[start - size - 1] !== sign[0] && text[end + size] !== sign[0];
  if (outer && exact) return { from: start - size, to: end + size, insert: inside, select: [start - size, end - size] };
  // A mark beside a space marks nothing: spaces of the selection stay outside.
  const [, before, words, after] = /^(\s*)([^]*?)(\s*)$/.exec(inside)! as unknown as [string, string, string, string];
  const at = start + before.length + size;
  return { from: start, to: end, insert: before + sign + words + sign + after, select: [at, at + words.length] };
}

/** Code in a line, or lines of code between fences. */
export function code(selected: Selected): Edit {
  const { text, start, end } = selected;
  const inside = text.slice(start, end);
  if (!inside.includes('\n')) return mark(selected, '`');
  const insert = `${start > 0 && text[start - 1] !== '\n' ? '\n' : ''}\`\`\`\n${inside.replace(/\n$/, '')}\n\`\`\`\n`;
  const at = start + insert.indexOf('```\n') + 4;
  return { from: start, to: end, insert, select: [at, at + inside.replace(/\n$/, '').length] };
}

/** A link: the selection is its words, or its address when it looks like one; what is missing is selected. */
export function link({ text, start, end }: Selected): Edit {
  const inside = text.slice(start, end);
  if (/^(https?:\/\/|www\.)\S+$/.test(inside)) return { from: start, to: end, insert: `[](${inside})`, select: [start + 1, start + 1] };
  const at = start + inside.length + 3;
  return { from: start, to: end, insert: `[${inside}](https://)`, select: inside ? [at, at + 8] : [start + 1, start + 1] };
}

const PREFIX = { quote: /^> ?/, list: /^[-*+] (?!\[)/, numbers: /^\d+[.)] / };

/** Makes the lines of the selection a quotation or a list; or plain again when all of them are. */
export function lines({ text, start, end }: Selected, kind: keyof typeof PREFIX): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', Math.max(start, end - 1));
  const until = to < 0 ? text.length : to;
  const rows = text.slice(from, until).split('\n');
  const done = rows.every((row) => PREFIX[kind].test(row));
  let number = 0;
  const next = rows.map((row) => {
    if (done) return row.replace(PREFIX[kind], '');
    if (row === '' && rows.length > 1 && kind !== 'quote') return row;
    const plain = kind === 'quote' ? row : row.replace(PREFIX.list, '').replace(PREFIX.numbers, '');
    return { quote: '> ', list: '- ', numbers: `${(number += 1)}. ` }[kind] + plain;
  });
  const insert = next.join('\n');
  const select: [number, number] = rows.length > 1 ? [from, from + insert.length] : [from + insert.length, from + insert.length];
  return { from, to: until, insert, select };
}

const ITEM = /^(\s*)(?:([-*+])|(\d+)([.)])|(>))( +)/;

/** A line break that carries a list or quotation on; in an empty item it ends the list. null: a plain line break. */
export function continued({ text, start, end }: Selected): Edit | null {
  if (start !== end) return null;
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const line = text.slice(from, start);
  const item = ITEM.exec(line);
  if (!item) return null;
  const [whole, indent, bullet, number, point, angle, space] = item;
  if (line === whole) return { from, to: start, insert: '', select: [from, from] };
  const next = `\n${indent}${bullet ?? angle ?? Number(number) + 1 + point!}${space}`;
  return { from: start, to: start, insert: next, select: [start + next.length, start + next.length] };
}

/** A quotation of somebody's words, with room to answer below it. */
export function quotation(words: string): string {
  return `${words.trim().replace(/\n{3,}/g, '\n\n').replace(/^/gm, '> ').replace(/> $/gm, '>')}\n\n`;
}

/** The beginning of a name after "@" before the caret, and where the "@" stands. */
export function nameBefore(text: string, caret: number): { at: number; typed: string } | null {
  const found = /(?:^|[\s([{>*_~"'“‘])@([\p{L}\p{N}_.-]{1,40})$/u.exec(text.slice(Math.max(0, caret - 45), caret));
  return found && { at: caret - found[1]!.length - 1, typed: found[1]! };
}
