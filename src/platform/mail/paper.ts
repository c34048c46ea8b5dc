import { direction } from '../i18n/index.ts';
import { escapeHtml } from '../text/escape.ts';
import { excerpt } from '../text/excerpt.ts';
import { mailColours } from './colours.ts';

/** A longer mail that reads like a page of a journal: all of its parts are safe HTML. */
export interface Paper {
  language: string;
  title: string;
  /** What a list of mails shows beside the subject: plain text. */
  preview: string;
  /** Of the band at its head, and of the parts with the classes `h0`, `h1`, …. */
  hues: [number, ...number[]];
  /** Who it is from: stands on the band. */
  masthead: string;
  body: string;
  foot: string;
}

type Colours = ReturnType<typeof mailColours>['light'];

/** Nothing is loaded; light or dark as the reader likes; programs that know no CSS see a plain page in good order. */
export function paper({ language, title, preview, hues, masthead, body, foot }: Paper): string {
  const { light } = mailColours(hues[0]);
  const dir = direction(language);
  // Word, which Outlook draws mails with, knows no widest width.
  const [open, close] = ['<!--[if mso]><table role="presentation" width="620" align="center"><tr><td><![endif]-->', '<!--[if mso]></td></tr></table><![endif]-->'];
  return (
    `<!doctype html><html lang="${escapeHtml(language)}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">` +
    `<title>${escapeHtml(title)}</title><style>${sheet(hues, dir)}</style></head><body><div class="pre">${escapeHtml(excerpt(preview, 120))}</div>${open}<div class="page">` +
    `<table role="presentation" class="m" width="100%" cellpadding="0" cellspacing="0" bgcolor="${light.band}"><tr><td class="in">${masthead}</td></tr></table>` +
    `<div class="in b">${body}</div><div class="in f">${foot}</div></div>${close}</body></html>`
  );
}

const SERIF = "Georgia,'Times New Roman',serif";
// Mail programs understand little CSS: rules are few, and by class.
const LAYOUT =
  `:root{color-scheme:light dark;supported-color-schemes:light dark}body{margin:0;padding:0;font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}.pre{display:none;max-height:0;overflow:hidden}` +
  `.page{max-width:620px;margin:0 auto}.in{padding:26px 34px}.b{padding-top:10px}p{margin:0 0 12px}h1,h2,h3{font-family:${SERIF};font-weight:600;line-height:1.25;margin:0}` +
  `.m td{border-bottom:4px solid}.m p{margin:0}.m .n{font:600 19px/1.3 ${SERIF}}.m .n img{vertical-align:middle;border-radius:8px;margin-inline-end:12px}.m .t{font-size:14px;font-style:italic;margin-top:2px}.m h1{font-size:33px;line-height:1.18;margin-top:26px;text-wrap:balance}.m .d{font-size:13px;margin-top:10px}` +
  `.i{font:19px/1.5 ${SERIF};margin:16px 0 20px}.h{font:700 13px/1.3 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;text-transform:uppercase;letter-spacing:.08em;margin:34px 0 12px;padding-top:18px;border-top:2px solid}` +
  `.x{font:600 19px/1.25 ${SERIF}}.x a{text-decoration:none}.s{font-size:14px;margin:3px 0 8px}.k{margin:0 0 26px}.k p{margin-bottom:6px}.a{font-size:15px;font-weight:600;text-decoration:none}` +
  `.lead{padding:22px 24px;margin:18px 0 26px;border-radius:8px}.lead .x{font-size:25px}.lead p{font-size:17px}.lead .s{font-size:15px}.lead .a{display:inline-block;margin-top:6px;padding:9px 18px;border-radius:6px}` +
  `.row{padding:11px 0;margin:0;border-top:1px solid}.row p{margin:0 0 4px}.row .x{font-size:17px}.row .s{margin:0}.t{margin:14px 0 0}` +
  `.c{padding:2px 18px;margin:20px 0;border-inline-start:3px solid;font-size:15px}.sun{padding:16px 20px 4px;border-radius:8px}.c ol,.c ul{margin:6px 0 0;padding-inline-start:20px}.c li{margin:3px 0}` +
  `blockquote{margin:0 0 12px;padding-inline-start:14px;border-inline-start:3px solid}pre{white-space:pre-wrap}img{max-width:100%}.f{font-size:13px}.f p{margin:0 0 8px}` +
  `@media(max-width:480px){.in{padding:20px}.b{padding-top:4px}.m h1{font-size:27px;margin-top:18px}.lead{padding:18px}.lead .x{font-size:22px}}`;

// Letters of joined scripts are not spaced out; words in another script stand at the page's own side.
const TOWARDS_LEFT = '.h{letter-spacing:0;font-size:15px}h1,h2,h3,.s,.t,.f p{text-align:right}';

function sheet(hues: number[], dir: 'ltr' | 'rtl'): string {
  const all = hues.map(mailColours);
  const coloured = (theme: 'light' | 'dark') => inColours(all[0]![theme]) + all.map((own, index) => inHue(`.h${index}`, own[theme])).join('');
  return `${LAYOUT}${dir === 'rtl' ? TOWARDS_LEFT : ''}${coloured('light')}@media(prefers-color-scheme:dark){.m{background:${all[0]!.dark.band}!important}${coloured('dark')}}`;
}

const inColours = (c: Colours) =>
  `body,.f{background:${c.desk};color:${c.ink}}.page{background:${c.paper}}.m{background:${c.band}}.m td{border-color:${c.sun}}.m,.m h1,.m a{color:#fff}.m .t,.m .d{color:#ece9e0}` +
  `a,.h{color:${c.brand}}.h{border-color:${c.brand}}.s,.f,.f p{color:${c.soft}}.row{border-color:${c.line}}.c{border-color:${c.sun}}.lead{background:${c.tint}}.lead .a{background:${c.brand};color:${c.onBrand}}.sun{background:${c.sunTint}}blockquote{border-color:${c.brand}}`;
const inHue = (name: string, c: Colours) => `${name} .h{color:${c.brand};border-color:${c.brand}}${name} a{color:${c.brand}}`;
