/** A part of a page that was rendered before, with the digest of its bytes. */
export interface Part {
  bytes: Buffer;
  digest: string;
}

/** Where a part stands in rendered HTML. Only code writes it: texts of people hold no comments. */
export const placeOfPart = (index: number) => `<!--@${index}-->`;

/** Takes the renderer's comments away, which serve hydration and which our pages do without, and puts the parts in. */
export function assemble<P>(html: string, parts: P[]): (string | P)[] {
  const pieces: (string | P)[] = [];
  let kept = '';
  let at = 0;
  for (let open = html.indexOf('<!--'); open >= 0; open = html.indexOf('<!--', at)) {
    kept += html.slice(at, open);
    at = html.indexOf('-->', open) + 3;
    if (html[open + 4] !== '@') continue;
    pieces.push(kept, parts[Number(html.slice(open + 5, at - 3))]!);
    kept = '';
  }
  return [...pieces, kept + html.slice(at)];
}
