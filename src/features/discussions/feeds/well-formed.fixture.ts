/** An element of a parsed document, in document order. */
export interface ParsedElement {
  name: string;
  attributes: Record<string, string>;
  text: string;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const TOKEN = /<\?xml[^?]*\?>|<\/([\w:]+)>|<([\w:]+)((?: [\w:]+="[^"<]*")*) ?(\/)?>|[^<]+/gy;

/** Parses XML strictly, as far as feeds use it (no comments, no CDATA); throws where a feed reader would give up. */
export function elements(xml: string): ParsedElement[] {
  const found: ParsedElement[] = [];
  const open: ParsedElement[] = [];
  let end = 0;
  for (const match of xml.matchAll(TOKEN)) {
    const [whole, closed, opened, attributes = '', alone] = match;
    if (match.index !== end) break;
    end += whole.length;
    if (closed && open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`);
    if (opened) {
      const pairs = [...attributes.matchAll(/ ([\w:]+)="([^"]*)"/g)].map(([, name, value]) => [name!, unescaped(value!)]);
      const element = { name: opened, attributes: Object.fromEntries(pairs) as Record<string, string>, text: '' };
      found.push(element);
      if (!alone) open.push(element);
    }
    if (!closed && !opened && !whole.startsWith('<?')) {
      if (open.length > 0) open.at(-1)!.text += unescaped(whole);
      else if (whole.trim() !== '') throw new Error('text outside of the document');
    }
  }
  if (end !== xml.length || open.length > 0) throw new Error(`not well-formed at ${end}: ${xml.slice(end, end + 60)}`);
  return found;
}

function unescaped(text: string): string {
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) throw new Error('a character that XML does not know');
  return text.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const character = name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : ENTITIES[name];
    if (character === undefined || !whole.endsWith(';')) throw new Error(`unknown entity ${whole}`);
    return character;
  });
}
