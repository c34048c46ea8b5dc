import type { Component } from 'svelte';
import type { Ctx } from '#platform/context.ts';
import type { Place } from '../access.ts';
import { switchedOff } from '../switches/registry.ts';

/** Whom else mail did not reach: a view below the members, and the rows it needs. */
export interface HygienePart {
  feature: string;
  /** Null when there is nothing, or the viewer may not see it. */
  load(ctx: Ctx, place: Place): Promise<{ view: Component<never>; props: object } | null>;
}

const parts: HygienePart[] = [];

export function addHygienePart(part: HygienePart): void {
  if (!parts.some(({ feature }) => feature === part.feature)) parts.push(part);
}

export async function loadHygieneParts(ctx: Ctx, place: Place) {
  const off = switchedOff(place);
  const loaded = await Promise.all(parts.filter(({ feature }) => !off.includes(feature)).map((part) => part.load(ctx, place)));
  return loaded.filter((part) => part !== null);
}
