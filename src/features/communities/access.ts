import type { Ctx } from '#platform/context.ts';
import { notAllowed, notFound } from '#platform/errors.ts';
import type { Viewer } from '#platform/viewer.ts';
import { atLeast, can, roleIn } from './permissions/capabilities.ts';
import { spacesBySlug, spacesOfCommunities, type Space } from './queries.ts';
import { movedRoomAt } from './rooms/moved/queries.ts';
import { communityOnceAt, roomOnceAt } from './rooms/queries.ts';

declare const readable: unique symbol;
declare const allowed: unique symbol;

/** A space that the viewer was found to be allowed to read. */
export type ReadableSpace = Space & { readonly [readable]: true };

/** A space in which the viewer was found to be allowed to do something. */
export type SpaceFor<C extends string> = ReadableSpace & { readonly [allowed]: C };
/** A space that the viewer facilitates. */
export type FacilitatedSpace = SpaceFor<'facilitate'>;

/** Where a page stands: a community, perhaps one of its rooms, and all spaces of it that the viewer may read. */
export interface Place {
  community: ReadableSpace;
  /** The room, or the community itself. */
  space: ReadableSpace;
  room: ReadableSpace | null;
  spaces: ReadableSpace[];
}

/** Finds the community (and room) of an address, also of a former one, for whoever may read it; otherwise it does not exist. */
export async function readablePlace(ctx: Ctx, communitySlug: string, roomSlug: string | null, { kept = false } = {}): Promise<Place> {
  let all = kept ? await keptSpaces(ctx, communitySlug) : await spacesBySlug(ctx.db, communitySlug);
  if (all.length === 0) all = await spacesBySlug(ctx.db, (await communityOnceAt(ctx.db, communitySlug)) ?? '');
  const found = all.find((space) => space.parent_id === null);
  if (!found) throw notFound();
  if (!canRead(ctx.viewer, found, found)) return roomMovedFrom(ctx, found, roomSlug);
  const community = found as ReadableSpace;
  const spaces = all.filter((s) => canRead(ctx.viewer, s, community)) as ReadableSpace[];
  if (roomSlug === null) return { community, space: community, room: null, spaces };
  const room = spaces.find((s) => s.parent_id !== null && s.slug === roomSlug) ?? (await roomFormerlyAt(ctx, community, spaces, roomSlug));
  if (!room) return roomMovedFrom(ctx, community, roomSlug);
  return { community, space: room, room, spaces };
}

function keptSpaces(ctx: Ctx, slug: string): Promise<Space[]> {
  return ctx.services.beats.keep(ctx, (spaces) => spaces[0]?.community_id ?? null, `spaces ${slug}`, () => spacesBySlug(ctx.db, slug));
}

/** Where the room is that had this address in a community before it moved to another, for whoever may read it there. */
async function roomMovedFrom(ctx: Ctx, community: Space, slug: string | null): Promise<Place> {
  const moved = slug === null ? undefined : await movedRoomAt(ctx.db, community.id, slug);
  const place = moved && (await readablePlaces(ctx, [moved.to_community_id])).get(moved.to_community_id);
  const room = place?.spaces.find(({ id }) => id === moved?.space_id);
  if (!place || !room) throw notFound();
  return { ...place, space: room, room };
}

async function roomFormerlyAt(ctx: Ctx, community: ReadableSpace, spaces: ReadableSpace[], slug: string): Promise<ReadableSpace | undefined> {
  const id = await roomOnceAt(ctx.db, community.id, slug);
  return id === null ? undefined : spaces.find((space) => space.id === id);
}

/** The communities with these ids that the viewer may read, as places, in one statement. */
export async function readablePlaces(ctx: Ctx, communityIds: number[]): Promise<Map<number, Place>> {
  const all = Map.groupBy(await spacesOfCommunities(ctx.db, communityIds), (space) => space.community_id);
  const places = new Map<number, Place>();
  for (const [id, spaces] of all) {
    const community = spaces.find((space) => space.parent_id === null);
    if (!community || !canRead(ctx.viewer, community, community)) continue;
    const readable = spaces.filter((space) => canRead(ctx.viewer, space, community)) as ReadableSpace[];
    places.set(id, { community: community as ReadableSpace, space: community as ReadableSpace, room: null, spaces: readable });
  }
  return places;
}

/** A public space is everyone's; the others are read by those who joined the community or were asked into the room. */
export function canRead(viewer: Viewer, space: Space, community: Space): boolean {
  if (space.state === 'arriving') return false;
  if (viewer.roles.has(space.id)) return true;
  if (community.visibility !== 'public' && !viewer.roles.has(community.id)) return false;
  switch (space.visibility) {
    case 'public':
      return true;
    case 'members':
      return atLeast(roleIn(viewer, space), 'member');
    case 'invited':
      return atLeast(roleIn(viewer, space), 'facilitator');
    case 'secret':
      return false;
  }
}

/** Facilitators of a community facilitate its rooms too. */
export function canFacilitate(viewer: Viewer, space: Space): boolean {
  return can(viewer, space, 'facilitate');
}

/** Whether the viewer takes part: replies and says what a post is to them. */
export function canWrite(viewer: Viewer, space: Space): boolean {
  return can(viewer, space, 'contribute');
}

/** Somebody signed in who need only say so to become a member. */
export function canJoin(viewer: Viewer, community: Space): boolean {
  return viewer.personId !== null && !viewer.banned.has(community.id) && !viewer.roles.has(community.id) && community.joining === 'open' && community.state !== 'archived';
}

/** Somebody who may come in, or ask to, by the door of a community that is not open to all. */
export function canAsk(viewer: Viewer, community: Space): boolean {
  return community.joining !== 'open' && community.state !== 'archived' && !viewer.banned.has(community.id) && !viewer.roles.has(community.id);
}

/** Whether the viewer may do something here, perhaps by becoming a member first, which takes them only the doing. */
export function canOnceJoined(viewer: Viewer, { community, space }: Pick<Place, 'community' | 'space'>, capability: string): boolean {
  return can(viewer, space, capability) || (canJoin(viewer, community) && can(asMember(viewer, community), space, capability));
}

const asMember = (viewer: Viewer, community: Space): Viewer => ({ ...viewer, roles: new Map([...viewer.roles, [community.id, 'member']]) });

/** The space of a place, for those who run it; refuses others. */
export function facilitatedSpace(ctx: Ctx, place: Place): FacilitatedSpace {
  return spaceFor(ctx, place, 'facilitate');
}

/** The space of a place, for those who may do something in it; refuses others. */
export function spaceFor<C extends string>(ctx: Ctx, { space }: Place, capability: C): SpaceFor<C> {
  if (!can(ctx.viewer, space, capability)) throw notAllowed(ctx.viewer);
  return space as SpaceFor<C>;
}
