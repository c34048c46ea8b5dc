import { hash } from 'node:crypto';
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { PAGE, type Frame, type PageContext } from './context.ts';
import type { IconName } from './icons.ts';
import { assemble, placeOfPart, type ONCE } from './strip.ts';

/** A part of a page that was rendered before. */
export interface Part {
  /** Its bytes, in order, those of parts inside it shared with them; and where keys of forms go. */
  pieces: (Buffer | typeof ONCE)[];
  /** Changes with its bytes. */
  digest: string;
  icons: IconName[];
  /** The moment that its relative times count from. */
  at: number;
}

/** What a page or part is made of, in order. */
export type Made = (string | Part | typeof ONCE)[];

/** Relative times in a part may be this old. */
const LONGEST_MS = 60_000;
const MOST_BYTES = 16_000_000;
/** What a part holds besides its bytes, about. */
const BESIDES = 500;

/** All that a kept part sees of its page: those who share it share these. */
const COMMON = ['language', 'direction', 'timeZone', 'now'] as const satisfies (keyof Frame)[];

interface Kept extends Part {
  size: number;
}

const kept = new Map<string, Kept>();
let keptBytes = 0;

const names = new WeakMap<Component<never>, number>();
let named = 0;

/** What a view is called in keys, while this process runs. */
export function nameOf(view: Component<never>): number {
  let name = names.get(view);
  if (name === undefined) names.set(view, (name = ++named));
  return name;
}

/**
 * A part of a page that many see alike, rendered once: the same properties, language and zone make the
 * same part. It sees nothing else of its page, so that what is one viewer's alone can only come in by a
 * property. `key` stands for the properties where writing them all down would cost more than it saves:
 * it must name all that they hold.
 */
export function keptPart<P extends object>(page: PageContext, view: Component<P>, props: P, key?: string): string {
  return placeOfPart(page.parts.push(partOf(page, view, props, key)) - 1);
}

/** The part itself. */
export function partOf<P extends object>(page: PageContext, view: Component<P>, props: P, key: string = JSON.stringify(props)): Part {
  const { frame } = page;
  const name = `${nameOf(view)} ${frame.language} ${frame.timeZone} ${key}`;
  let part = kept.get(name);
  if (!part || part.at + LONGEST_MS <= frame.now || part.at > frame.now) part = keep(name, renderPart(page, view, props));
  for (const icon of part.icons) page.icons.add(icon);
  return part;
}

function renderPart<P extends object>(page: PageContext, view: Component<P>, props: P): Kept {
  const context: PageContext = { t: page.t, frame: common(page.frame), icons: new Set(), parts: [] };
  const { body } = render(view as Component<object>, { props, context: new Map([[PAGE, context]]) });
  const made = assemble(body, context.parts);
  const own = made.filter((piece) => typeof piece === 'string');
  return {
    pieces: flat(made),
    digest: digestOf(made),
    icons: [...context.icons],
    at: Math.min(page.frame.now, ...context.parts.map((part) => part.at)),
    size: own.reduce((sum, piece) => sum + piece.length, BESIDES),
  };
}

/** Changes with what it is made of. */
export function digestOf(made: Made): string {
  return hash('sha1', made.map((piece) => (typeof piece === 'object' ? `\0${piece.digest}` : String(piece))).join('\0'), 'base64url');
}

export function flat(made: Made): Part['pieces'] {
  return made.flatMap((piece) => (typeof piece === 'string' ? Buffer.from(piece) : typeof piece === 'object' ? piece.pieces : piece));
}

function common(frame: Frame): Frame {
  const seen = {};
  for (const name of Object.keys(frame) as (keyof Frame)[])
    Object.defineProperty(seen, name, {
      enumerable: true,
      get() {
        if ((COMMON as readonly string[]).includes(name)) return frame[name];
        throw new Error(`a kept part does not see the ${name} of its page: hand it over as a property`);
      },
    });
  return seen as Frame;
}

// The oldest go first: what many see is soon there again.
function keep(name: string, part: Kept): Kept {
  drop(name);
  kept.set(name, part);
  keptBytes += part.size + name.length;
  for (const oldest of kept.keys()) {
    if (keptBytes <= MOST_BYTES) break;
    drop(oldest);
  }
  return part;
}

function drop(name: string): void {
  const old = kept.get(name);
  if (!old) return;
  keptBytes -= old.size + name.length;
  kept.delete(name);
}
