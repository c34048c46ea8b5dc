import type { Component, ComponentProps } from 'svelte';
import { render } from 'svelte/server';
import { Fifo } from 'toad-cache';
import { asset } from './assets.ts';
import { PAGE, type Frame, type PageContext } from './context.ts';
import Footer from './Footer.svelte';
import { footerOf, headerOf, mainOf } from './frame.ts';
import Header from './Header.svelte';
import { icons, type IconName } from './icons.ts';
import { digestOf, flat, nameOf, partOf, type Made } from './kept.ts';
import Main from './Main.svelte';
import { assemble, ONCE } from './strip.ts';
import { onceKey } from '#platform/once/index.ts';
import type { Translate } from '#platform/i18n/index.ts';
import { escapeHtml as esc } from '#platform/text/escape.ts';

/** The one inline style sheet of a page, or null: a community's hue. */
export function hueStyle(frame: Frame): string | null {
  return frame.space ? `:root{--hue:${frame.space.hue}}` : null;
}

/**
 * A whole HTML page around a view: the pieces of its bytes, and a tag that changes with them (RFC 9110
 * §8.8.3); null for a page that is new each time. With `sharedBy` the view is a part that is kept.
 */
export function renderDocument<P extends object>(view: Component<P>, props: P, { t, frame, sharedBy = null }: { t: Translate; frame: Frame; sharedBy?: string | null }) {
  const theme = frame.theme ? ` data-theme="${frame.theme}"` : '';
  const start = `<!doctype html><html lang="${esc(frame.language)}" dir="${frame.direction}"${theme}><head>${head(frame)}</head><body>`;
  const made = [start, ...renderBody(view, props, { t, frame, sharedBy }), '</body></html>'];
  const pieces = flat(made);
  return {
    pieces: pieces.map((piece) => (piece === ONCE ? onceField() : piece)),
    etag: pieces.includes(ONCE) ? null : `W/"${digestOf(made)}"`,
  };
}

/** What stands between <body> and </body>: the head and foot of a page are kept, and the middle of one whose view is shared. */
export function renderBody<P extends object>(view: Component<P>, props: P, { t, frame, sharedBy }: { t: Translate; frame: Frame; sharedBy: string | null }): Made {
  const page: PageContext = { t, frame, icons: new Set(), parts: [] };
  const around = mainOf(frame);
  const main = { ...around, view: view as Component<object>, props };
  return [
    `<a class="skip vh" href="#main">${esc(t('ui.skip'))}</a>`,
    partOf(page, Header, headerOf(frame)),
    ...(sharedBy === null ? rendered(page, main) : [partOf(page, Main, main, `${nameOf(view)} ${JSON.stringify(around)} ${sharedBy}`)]),
    partOf(page, Footer, footerOf(frame)),
    sprite(page.icons),
  ];
}

function rendered(page: PageContext, props: ComponentProps<typeof Main>): Made {
  const { body } = render(Main, { props, context: new Map([[PAGE, page]]) });
  return assemble(body, page.parts);
}

const onceField = () => Buffer.from(`<input type="hidden" name="once" value="${onceKey()}">`);

// Pages of a kind use the same icons.
const sprites = new Fifo<string>(200);

function sprite(used: Set<IconName>): string {
  const names = [...used].join(' ');
  let drawn = sprites.get(names);
  if (drawn === undefined) sprites.set(names, (drawn = draw(used)));
  return drawn;
}

function draw(used: Set<IconName>): string {
  if (used.size === 0) return '';
  const symbols = [...used].map((name) => `<symbol id="i-${name}" viewBox="0 0 24 24"><path d="${icons[name]}"/></symbol>`);
  return `<svg hidden>${symbols.join('')}</svg>`;
}

function head(frame: Frame): string {
  const style = hueStyle(frame);
  const place = frame.space?.name ?? frame.hostName;
  const title = frame.title === place ? place : `${frame.title} · ${place}`;
  return [
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${esc(title)}</title>`,
    frame.description ? `<meta name="description" content="${esc(frame.description)}">` : '',
    frame.noIndex ? '<meta name="robots" content="noindex">' : '',
    `<link rel="canonical" href="${esc(frame.canonical)}">`,
    `<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">`,
    '<link rel="manifest" href="/manifest.webmanifest"><link rel="apple-touch-icon" href="/icons/180.png">',
    `<link rel="stylesheet" href="${asset('src/ui/styles/index.css')}">`,
    style ? `<style>${style}</style>` : '',
    ...frame.feeds.map((f) => `<link rel="alternate" type="${f.type}" title="${esc(f.title)}" href="${esc(f.href)}">`),
    `<script type="module" src="${asset('src/ui/client/main.ts')}"></script>`,
  ].join('');
}
