import type { Ctx } from '#platform/context.ts';
import { invalidField, notAllowed, notFound } from '#platform/errors.ts';
import type { Viewer } from '#platform/viewer.ts';
import { can, listCommunities, readablePlace, type Place, type ReadableSpace, type Space } from '../communities/index.ts';

declare const movable: unique symbol;
declare const target: unique symbol;

/** A room that the viewer may give to another community. */
export type MovableRoom = ReadableSpace & { readonly [movable]: true };
/** A community that the viewer may take rooms into. */
export type TargetCommunity = ReadableSpace & { readonly [target]: true };

/** Rooms are given and taken by those who may do so for a community, and by the host's administrators. */
const gives = (viewer: Viewer, community: Space) => viewer.admin || can(viewer, community, 'rooms.move');

export function mayMove({ viewer }: Ctx, { community, room }: Place): boolean {
  return room !== null && room.state !== 'archived' && gives(viewer, community) && (viewer.admin || can(viewer, room, 'settings'));
}

/** The room of a place, for those who may give it away; refuses others. */
export function movableRoom(ctx: Ctx, place: Place): MovableRoom {
  const { viewer } = ctx;
  if (!place.room) throw notFound();
  if (!gives(viewer, place.community) || !(viewer.admin || can(viewer, place.room, 'settings'))) throw notAllowed(viewer);
  return place.room as MovableRoom;
}

/** The communities that a room of this one can go to by the viewer. */
export async function targetsFor(ctx: Ctx, { community }: Place): Promise<Space[]> {
  return (await listCommunities(ctx.db)).filter((other) => other.id !== community.id && other.state !== 'archived' && gives(ctx.viewer, other) && (ctx.viewer.roles.has(other.id) || other.visibility === 'public'));
}

/** One of them by its address; anything else is no choice, whether it exists or not. */
export async function targetPlace(ctx: Ctx, place: Place, slug: string): Promise<Place & { community: TargetCommunity }> {
  const found = (await targetsFor(ctx, place)).find((community) => community.slug === slug);
  if (!found) throw invalidField('to', 'moving_rooms.error.to');
  return (await readablePlace(ctx, found.slug, null)) as Place & { community: TargetCommunity };
}
