import type { Ctx } from '#platform/context.ts';
import { can, type Place, type Space, type SpaceVisibility } from '../communities/index.ts';
import type { MovableRoom, TargetCommunity } from './access.ts';
import * as queries from './queries.ts';

/** What was decided about a move, kept until it is done. */
export interface Plan {
  slug: string;
  visibility: SpaceVisibility;
  others: 'guests' | 'stay';
  /** Those who lost the room by it. */
  left?: number[];
}

/** So many of those who are no members there are named. */
const NAMED = 12;

/**
 * Who may read a room after it moved, the safest first. Nobody new, but those who run the community that takes it: what
 * was open to everyone stays so, what members read is its own members' from then on. That the members of the other
 * community read it is the one wider choice, and asks for consent; what was by invitation or secret stays so.
 */
export function readersFor(room: Space, from: Space): SpaceVisibility[] {
  if (room.visibility === 'secret' || room.visibility === 'invited') return [room.visibility];
  return room.visibility === 'public' && from.visibility === 'public' ? ['public', 'invited'] : ['invited', 'members'];
}

/** Whether readers are more than before: what was written for one community is read by another. */
export const widens = (room: Space, from: Space, to: SpaceVisibility): boolean => to === 'members' && !(room.visibility === 'public' && from.visibility === 'public');

/** Those who are not in the community become its guests only by somebody who lets people in. */
export const mayBring = (ctx: Ctx, target: TargetCommunity): boolean => ctx.viewer.admin || can(ctx.viewer, target, 'members.approve');

/** What will happen, for the page that says so beforehand. */
export async function foresee(ctx: Ctx, { community }: Place, room: MovableRoom, target: Place & { community: TargetCommunity }) {
  const to = target.community.id;
  const outsiders = await queries.outsidersOf(ctx.db, room, to, ctx.now, NAMED);
  return {
    things: await queries.countThings(ctx.db, room),
    outsiders,
    tags: await queries.countTags(ctx.db, room, to),
    taken: target.spaces.some((space) => space.parent_id !== null && space.slug === room.slug),
    readers: readersFor(room, community),
    brings: mayBring(ctx, target.community),
  };
}

export type Foreseen = Awaited<ReturnType<typeof foresee>>;
