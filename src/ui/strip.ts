/** Takes the renderer's comments away: they serve hydration, which our pages do without. No text of people holds a comment. */
export function withoutComments(html: string): string {
  let kept = '';
  let at = 0;
  for (let open = html.indexOf('<!--'); open >= 0; open = html.indexOf('<!--', at)) {
    kept += html.slice(at, open);
    at = html.indexOf('-->', open) + 3;
  }
  return kept + html.slice(at);
}
