/** Lines that a mail program broke are one line again (RFC 3676 §4): what is posted breaks where it is read. */
export function unflowed(text: string, delSp: boolean): string {
  const lines: { depth: number; text: string; open: boolean }[] = [];
  for (const raw of text.split('\n')) {
    const [quotes] = /^>*/.exec(raw)!;
    const line = raw.slice(quotes.length).replace(/^ /, '');
    const open = line.endsWith(' ') && line !== '-- ';
    const shown = open && delSp ? line.slice(0, -1) : line;
    const last = lines.at(-1);
    if (last?.open && last.depth === quotes.length && line !== '-- ') {
      last.text += shown;
      last.open = open;
    } else lines.push({ depth: quotes.length, text: shown, open });
  }
  return lines.map(({ depth, text: line }) => (depth > 0 ? `${'>'.repeat(depth)} ${line}` : line)).join('\n');
}
