import { direction } from '../i18n/index.ts';
import { escapeHtml } from '../text/escape.ts';
import { mailColours } from './colours.ts';
import type { LetterParts } from './letter.ts';

/** The hue of a mail that is of no community. */
const OURS = 155;
const SERIF = "Georgia,'Times New Roman',serif";
const sheets = new Map<number, string>();

/** Mail programs understand little CSS: rules are few, nothing is loaded, and what a button needs stands in its attributes too. */
function sheet(hue: number): string {
  const known = sheets.get(hue);
  if (known) return known;
  const { light, dark } = mailColours(hue);
  const coloured = (c: typeof light) =>
    `body{color:${c.ink};background:${c.paper}}a,.h{color:${c.brand}}a.b{background:${c.brand}!important;color:${c.onBrand}!important}small,.f,.f a,.s{color:${c.soft}}.h,.f,td,th,hr{border-color:${c.line}}blockquote,.quote,.w{border-color:${c.line}}.w{border-color:${c.brand}}`;
  const made =
    `:root{color-scheme:light dark}body{margin:0;padding:24px 16px;font:17px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;overflow-wrap:break-word}` +
    `.l{max-width:36em;margin:0 auto}.p{display:none;max-height:0;overflow:hidden}p,ul,ol,pre,table,blockquote,details{margin:0 0 14px}h1,h2,h3,h4,h5,h6,.h{font-family:${SERIF};font-weight:600;line-height:1.25}` +
    `h1{font-size:26px;margin:0 0 14px}h2{font-size:21px;margin:30px 0 8px}h3,h4,h5,h6{font-size:18px;margin:20px 0 6px}h3 a{text-decoration:none}.h{font-size:17px;border-bottom:1px solid;padding-bottom:12px;margin-bottom:22px}` +
    `.w{margin:0 0 22px;border-inline-start:3px solid;padding-inline-start:16px}.w>:last-child{margin-bottom:0}.a{margin:24px 0 16px}a.b{display:inline-block;padding:11px 20px;border-radius:8px;text-decoration:none;font-weight:600}.s{font-size:15px}` +
    `.f{border-top:1px solid;margin-top:32px;padding-top:14px;font-size:14px}.f p{margin:0 0 6px}small{font-size:14px}blockquote,.quote{padding-inline-start:14px;border-inline-start:3px solid}ul,ol{padding-inline-start:24px}` +
    `pre{white-space:pre-wrap;font-size:14px}table{border-collapse:collapse}td,th{border:1px solid;padding:5px 9px;text-align:start}hr{border:0;border-top:1px solid}` +
    `${coloured(light)}@media(prefers-color-scheme:dark){${coloured(dark)}}`;
  sheets.set(hue, made);
  return made;
}

/** A whole mail of some safe HTML, light or dark as its reader likes; `preview` is what a list of mails shows beside the subject. */
export function mailPage(language: string, html: string, { hue = OURS, preview = '' } = {}): string {
  return (
    `<!doctype html><html lang="${escapeHtml(language)}" dir="${direction(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><style>${sheet(hue)}</style></head>` +
    `<body>${preview && `<div class="p">${escapeHtml(preview)}</div>`}<div class="l">${html}</div></body></html>`
  );
}

export function asHtml({ language, place, title, greeting, paragraphs, html = {}, button, links = [], after = [], foot, hue, preview }: LetterParts): string {
  const anchor = ({ href, label }: { href: string; label: string }) => `<a href="${escapeHtml(href)}">${escapeHtml(label)}</a>`;
  const body = [
    place && `<p class="h" dir="auto">${escapeHtml(place)}</p>`,
    title && `<h1 dir="auto">${escapeHtml(title)}</h1>`,
    greeting && paragraph(greeting),
    ...paragraphs.map((text, index) => (html[index] === undefined ? paragraph(text) : html[index] && words(html[index]))),
    button && `<p class="a"><a class="b" href="${escapeHtml(button.href)}" style="${buttonStyle(hue)}">${escapeHtml(button.label)}</a></p>`,
    links.length > 0 && `<p class="s">${links.map(anchor).join(' &nbsp;·&nbsp; ')}</p>`,
    ...after.map(paragraph),
    `<div class="f">${foot.split('\n').map(paragraph).join('')}</div>`,
  ];
  return mailPage(language, body.filter(Boolean).join(''), { ...(hue !== undefined && { hue }), ...(preview !== undefined && { preview }) });
}

// Some programs take no sheet: a button is a button there, too.
const buttonStyle = (hue = OURS) => `background:${mailColours(hue).light.brand};color:#fff;padding:11px 20px;border-radius:8px;text-decoration:none;display:inline-block`;

/** What somebody wrote, set off from what we say; the paragraphs in it know their direction. */
const words = (html: string) => `<div class="w">${html}</div>`;

function paragraph(text: string): string {
  if (text.startsWith('> ')) return words(paragraph(text.replace(/^> ?/gm, '')));
  return `<p dir="auto">${text.split('\n').map(linked).join('<br>')}</p>`;
}

/** A line of text: an address at its end goes under its words, others are links by themselves. */
function linked(line: string): string {
  const [, words, address] = /^(\S.*?)[:,]? (https?:\/\/\S+)$/.exec(line) ?? [];
  if (words && address) return `<a href="${escapeHtml(address)}">${escapeHtml(words)}</a>`;
  return escapeHtml(line).replace(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g, '<a href="$&">$&</a>');
}
