/** Where a part stands in rendered HTML. Only code writes it: texts of people hold no comments. */
export const placeOfPart = (index: number) => `<!--@${index}-->`;

/** Where a form gets its key for being sent once: a new one on each page, also in a part that is kept. */
export const NEW_ONCE = '<!--@once-->';
export const ONCE = Symbol('once');

/** Takes the renderer's comments away, which serve hydration and which our pages do without, and puts the parts in. */
export function assemble<P>(html: string, parts: P[]): (string | P | typeof ONCE)[] {
  const pieces: (string | P | typeof ONCE)[] = [];
  let kept = '';
  let at = 0;
  for (let open = html.indexOf('<!--'); open >= 0; open = html.indexOf('<!--', at)) {
    kept += html.slice(at, open);
    at = html.indexOf('-->', open) + 3;
    if (html[open + 4] !== '@') continue;
    if (kept) pieces.push(kept);
    const name = html.slice(open + 5, at - 3);
    pieces.push(name === 'once' ? ONCE : parts[Number(name)]!);
    kept = '';
  }
  return [...pieces, kept + html.slice(at)];
}
