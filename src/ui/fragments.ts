import { hash } from 'node:crypto';
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { Fifo } from 'toad-cache';
import { PAGE, type PageContext } from './context.ts';
import type { IconName } from './icons.ts';
import { assemble, placeOfPart, type Part } from './strip.ts';

const MOST_KEPT = 4000;
/** Relative times in a fragment may be this old. */
const LONGEST_MS = 60_000;

const kept = new Fifo<Part & { icons: Set<IconName> }>(MOST_KEPT, LONGEST_MS);

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
    const { body } = render(view as Component<object>, { props, context: new Map([[PAGE, { ...page, icons, parts: [] }]]) });
    const bytes = Buffer.from(assemble(body, []).join(''));
    kept.set(name, (found = { bytes, digest: hash('sha1', bytes, 'base64url'), icons }));
  }
  for (const icon of found.icons) page.icons.add(icon);
  return placeOfPart(page.parts.push(found) - 1);
}
