import type { Component } from 'svelte';
import type { Ctx } from '#platform/context.ts';
import { switchedOff } from '../communities/index.ts';
import type { ReadableDiscussion } from './access.ts';

/** What a feature shows beside a discussion: sections of the rail, for those whom they concern. */
export interface RailPart {
  order: number;
  /** The feature it belongs to, which a community may switch off. */
  feature: string;
  load(ctx: Ctx, discussion: ReadableDiscussion): Promise<{ view: Component<never>; props: object } | null>;
}

const parts: RailPart[] = [];

/** Adds a part to the rail of every discussion, below following and the answer. */
export function addRailPart(part: RailPart): void {
  parts.push(part);
  parts.sort((a, b) => a.order - b.order);
}

/** The parts that have something to show beside this discussion. */
export async function loadRailParts(ctx: Ctx, discussion: ReadableDiscussion) {
  const off = switchedOff(discussion.place);
  const loaded = await Promise.all(parts.filter((part) => !off.includes(part.feature)).map((part) => part.load(ctx, discussion)));
  return loaded.filter((part) => part !== null);
}
