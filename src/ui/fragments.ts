import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { Fifo } from 'toad-cache';
import { PAGE, type PageContext } from './context.ts';
import type { IconName } from './icons.ts';
import { withoutComments } from './strip.ts';

const MOST_KEPT = 4000;
/** Relative times in a fragment may be this old. */
const LONGEST_MS = 60_000;

const kept = new Fifo<{ html: string; icons: Set<IconName> }>(MOST_KEPT, LONGEST_MS);

/**
 * A part of a page that many viewers see alike, rendered once. `key` names everything that it depends
 * on besides language and zone; what it does not name must not be shown.
 */
export function fragment<P extends object>(key: string, view: Component<P>, props: P, page: PageContext): string {
  const { language, timeZone, viewer } = page.frame;
  const name = `${key} ${language} ${timeZone} ${viewer === null}`;
  let found = kept.get(name);
  if (!found) {
    const icons = new Set<IconName>();
    const { body } = render(view as Component<object>, { props, context: new Map([[PAGE, { ...page, icons }]]) });
    kept.set(name, (found = { html: withoutComments(body), icons }));
  }
  for (const icon of found.icons) page.icons?.add(icon);
  return found.html;
}
