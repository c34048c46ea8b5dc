import type { Ctx } from '#platform/context.ts';
import type { Place } from '../access.ts';
import { hrefOf } from '../frame.ts';
import { can } from '../permissions/capabilities.ts';
import { addWaitingPart, addWorkListPart, type WorkList } from '../work/parts.ts';
import { roomRequestsToAnswer } from './requests/queries.ts';

const requests = ({ community }: Place) => `${hrefOf(community)}/rooms/requests`;

/** What rooms bring to the facilitators' work list: those that went quiet, and those that were asked for. */
export function addRoomWork(): void {
  addWaitingPart({
    kind: 'room_request',
    order: 40,
    label: 'communities.rooms.work.requests',
    sentence: 'communities.rooms.work.requests_letter',
    capability: 'rooms.open',
    select: roomRequestsToAnswer,
    asRow: ({ id, title }, place) => ({ title: title ?? '', href: `${requests(place)}#request-${id}` }),
    more: requests,
  });
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
