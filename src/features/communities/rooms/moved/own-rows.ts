import { addCommunityRows } from './rows.ts';

/** What communities keep that goes along with a room to another community, and what does not. */
export function setUpCommunityRows(): void {
  const room = { room: true } as const;
  addCommunityRows({
    spaces: { stays: 'the room itself is moved last' },
    moved_rooms: { stays: 'says where rooms went' },
    former_slugs: { stays: 'becomes moved_rooms' },
    memberships: room,
    named_roles: room,
    role_terms: room,
    feature_reasons: room,
    space_log: room,
    room_requests: { stays: 'was asked of the community' },
    room_request_people: { stays: 'was asked of the community' },
    work_marks: { stays: 'what its facilitators set aside' },
    events: { stays: 'what happened there' },
  });
}
