import type { Ctx } from '#platform/context.ts';
import type { Place } from '../access.ts';
import { hrefOf } from '../frame.ts';
import { can } from '../permissions/capabilities.ts';
import { addWorkListPart, type WorkList } from '../work/parts.ts';
import { requestsIn } from './requests/queries.ts';

const COUNTED = 100;

/** What rooms bring to the facilitators' work list: those that went quiet, and those that were asked for. */
export function addRoomWork(): void {
  addWorkListPart({ order: 40, label: 'communities.rooms.work.requests', sentence: 'communities.rooms.work.requests_letter', load: asked });
  addWorkListPart({ order: 70, label: 'communities.rooms.work.dormant', sentence: 'communities.rooms.work.dormant_letter', load: resting });
}

async function resting({ viewer }: Ctx, { community, room, spaces }: Place): Promise<WorkList> {
  const rooms = (room ? [room] : spaces).filter((space) => space.parent_id !== null && space.state === 'dormant' && can(viewer, space, 'settings'));
  const rows = rooms.map((space) => ({
    key: `dormant:${space.id}:${space.state_at}`,
    title: space.name,
    href: `${hrefOf(community, space)}/state`,
    when: space.active_at,
    who: null,
    note: { key: 'communities.rooms.work.resting' },
  }));
  return { count: rows.length, rows, more: null };
}

async function asked({ db, viewer }: Ctx, { community, room }: Place): Promise<WorkList | null> {
  if (room || !can(viewer, community, 'rooms.open')) return null;
  const href = `${hrefOf(community)}/rooms/requests`;
  const rows = (await requestsIn(db, community.id, ['open'], COUNTED)).map((request) => ({
    key: `room_request:${request.id}`,
    title: request.name,
    href: `${href}#request-${request.id}`,
    when: request.created_at,
    who: { name: request.requester_name, handle: request.requester_handle, photo: request.requester_photo_key && `/people/${request.requester_handle}/photo` },
  }));
  return { count: rows.length, rows, more: href };
}
