import type { Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { canRead, type Place } from '../access.ts';
import { hrefOf } from '../frame.ts';
import { atLeast, isClosed, roleIn } from '../permissions/capabilities.ts';
import { spacesOfCommunity, type Space } from '../queries.ts';
import { factsOf } from './facts.ts';
import { facilitatorsByRoom } from './queries.ts';

/** A room by invitation, as the members of its community know of it: what it is called and what it is for. */
export interface ListedRoom {
  id: number;
  name: string;
  purpose: string | null;
  type: Space['type'];
}

/** The rooms by invitation that the viewer knows of and may not read; for members of the community only. */
export async function listedRooms(ctx: Ctx, { community }: Pick<Place, 'community'>): Promise<ListedRoom[]> {
  if (!atLeast(roleIn(ctx.viewer, community), 'member')) return [];
  const rooms = await spacesOfCommunity(ctx.db, community.id);
  return rooms
    .filter((room) => room.parent_id !== null && room.visibility === 'invited' && !isClosed(room) && !canRead(ctx.viewer, room, community))
    .map(({ id, name, purpose, tagline, type }) => ({ id, name, purpose: purpose ?? tagline, type }));
}

/** A room that the viewer may ask to be let into; otherwise it does not exist. */
export async function askableRoom(ctx: Ctx, place: Pick<Place, 'community'>, id: number): Promise<ListedRoom> {
  const room = (await listedRooms(ctx, place)).find((listed) => listed.id === id);
  if (!room) throw notFound();
  return room;
}

let askingPath: ((communityHref: string, room: ListedRoom) => string) | null = null;

/** Says where one asks to be let into a room by invitation. */
export function setAskingPath(path: typeof askingPath): void {
  askingPath = path;
}

export interface RoomRow {
  id: number;
  name: string;
  href: string;
  type: Space['type'];
  state: Space['state'];
  visibility: Space['visibility'];
  purpose: string | null;
  facts: string | null;
  /** Names, in the viewer's language. */
  facilitators: string | null;
  activeAt: number;
  members: number;
  mine: boolean;
}

/** The rooms of a community that the viewer may read, with all that a list shows of them; what moved last first. */
export async function roomRows(ctx: Ctx, { community, spaces }: Place): Promise<RoomRow[]> {
  const { language, roles } = ctx.viewer;
  const t = translator(language);
  const rooms = spaces.filter((space) => space.parent_id !== null).sort((a, b) => b.active_at - a.active_at);
  const people = Map.groupBy(await facilitatorsByRoom(ctx.db, community.id, rooms.map(({ id }) => id)), (row) => row.space_id);
  const names = new Intl.ListFormat(language);
  return rooms.map((room) => ({
    id: room.id,
    name: room.name,
    href: hrefOf(community, room),
    type: room.type,
    state: room.state,
    visibility: room.visibility,
    purpose: room.purpose ?? room.tagline,
    facts: factsOf(t, language, room),
    facilitators: people.has(room.id) ? names.format(people.get(room.id)!.map(({ name }) => name)) : null,
    activeAt: room.active_at,
    members: room.member_count,
    mine: roles.has(room.id),
  }));
}

/** Where each listed room is asked for; null as long as nothing takes such questions. */
export const askingHref = (communityHref: string, room: ListedRoom): string | null => askingPath && askingPath(communityHref, room);
