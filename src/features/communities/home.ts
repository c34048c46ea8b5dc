import type { Component } from 'svelte';
import type { Ctx } from '#platform/context.ts';
import type { Place } from './access.ts';
import { switchedOff } from './switches/registry.ts';

/** What a feature shows on the home page of a community or room: a view and the rows it needs. */
export interface HomePart {
  /** 'lead' below the heading, 'main' below the greeting, 'rail' at the side. */
  where: 'lead' | 'main' | 'rail';
  order: number;
  /** The feature it belongs to, when a community may switch that off. */
  feature?: string;
  load(ctx: Ctx, place: Place): Promise<{ view: Component<never>; props: object } | null>;
}

const parts: HomePart[] = [];

/** Adds a part to the home page of every community and room. */
export function addHomePart(part: HomePart): void {
  parts.push(part);
  parts.sort((a, b) => a.order - b.order);
}

/** The parts that have something to show here. */
export async function loadHomeParts(ctx: Ctx, place: Place) {
  const off = switchedOff(place);
  const shown = parts.filter(({ feature }) => !(feature && off.includes(feature)));
  const loaded = await Promise.all(shown.map(async (part) => ({ where: part.where, part: await part.load(ctx, place) })));
  const of = (where: HomePart['where']) => loaded.flatMap((l) => (l.where === where && l.part ? [l.part] : []));
  return { lead: of('lead'), main: of('main'), rail: of('rail') };
}
