import type { Ctx } from '#platform/context.ts';
import type { Place } from '../communities/index.ts';

/** What moderators do with things of some kinds; each feature whose things can be reported or held adds one. */
export interface ModeratedKind {
  /** Kinds of items, as the items table has them. */
  items: string[];
  /** Kinds of contributions that may be held. */
  contributions: string[];
  /** Takes an item from sight, leaving a trace. `place` is where it stands, as the moderator sees it. */
  hide(ctx: Ctx, place: Place, itemId: number, reason: string): Promise<void>;
  /** Brings it back. */
  reinstate(ctx: Ctx, place: Place, itemId: number): Promise<void>;
  /** Does what was held, as whoever meant to do it (`ctx.viewer`). */
  carryOut(ctx: Ctx, place: Place, contribution: string, payload: unknown): Promise<void>;
}

const kinds: ModeratedKind[] = [];

export function addModeratedKind(kind: ModeratedKind): void {
  kinds.push(kind);
}

export function moderatedItem(kind: string): ModeratedKind | undefined {
  return kinds.find(({ items }) => items.includes(kind));
}

export function moderatedContribution(contribution: string): ModeratedKind | undefined {
  return kinds.find(({ contributions }) => contributions.includes(contribution));
}
