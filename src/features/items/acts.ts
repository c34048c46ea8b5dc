import type { Component } from 'svelte';
import type { Ctx } from '#platform/context.ts';

/** What an act's view gets: an item, and how the viewer stands to it. */
export interface ItemActProps {
  itemId: number;
  stance: string;
  /** The address of the community. */
  base: string;
}

/** An act that a feature offers beside every item of every kind, such as saving it for later. */
export interface ItemAct {
  name: string;
  order: number;
  view: Component<ItemActProps>;
  /** How a signed-in viewer stands to some items, in one statement: a word by id; '' for those left out. */
  load(ctx: Ctx, communityId: number, itemIds: number[]): Promise<Map<number, string>>;
}

/** An act beside one item. */
export interface LoadedAct extends Pick<ItemAct, 'name' | 'view'> {
  stance: string;
}

const acts: ItemAct[] = [];

export function addItemAct(act: ItemAct): void {
  if (acts.some((known) => known.name === act.name)) return;
  acts.push(act);
  acts.sort((a, b) => a.order - b.order);
}

/** The acts beside each of some items, as the viewer stands to them; none for the anonymous. */
export async function loadActs(ctx: Ctx, communityId: number, itemIds: number[]): Promise<(itemId: number) => LoadedAct[]> {
  if (ctx.viewer.personId === null || itemIds.length === 0) return () => [];
  const loaded = await Promise.all(acts.map(async (act) => ({ act, stances: await act.load(ctx, communityId, itemIds) })));
  return (itemId) => loaded.map(({ act: { name, view }, stances }) => ({ name, view, stance: stances.get(itemId) ?? '' }));
}
