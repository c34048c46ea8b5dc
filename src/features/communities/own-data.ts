import { announce } from '#platform/announce.ts';
import { addPersonalData, addWrittenText, ownRows, signedRows, type PersonalData } from '../people/index.ts';
import { countInSpace, deleteMemberships, membershipsOf, moveMembership } from './queries.ts';

/** What communities keep of their members. */
export function setUpCommunityData(): void {
  addPersonalData(memberships);
  for (const column of ['role_terms.person_id', 'work_letters_off.person_id', 'home_visits.person_id', 'room_request_people.person_id']) addPersonalData(ownRows(column));
  for (const column of ['work_marks.by_id', 'room_requests.requester_id', 'room_requests.decided_by']) addPersonalData(signedRows(column));
  addPersonalData(signedRows('spaces.created_by', { without: ['description_html', 'rules', 'switched_off', 'logo_key'] }));
  addPersonalData(signedRows('space_log.actor_id'));
  addWrittenText({ table: 'spaces', id: 'id', columns: { description: 'text', description_html: 'html', purpose: 'text', welcome: 'text', welcome_html: 'html', prompt: 'text' } });
  addWrittenText({ table: 'room_requests', id: 'id', columns: { name: 'text', purpose: 'text', why: 'text', answer: 'text' } });
}

const memberships: PersonalData = {
  ...ownRows('memberships.person_id'),
  async takeOver(ctx, { from, to }) {
    const already = new Set((await membershipsOf(ctx.db, to)).map((row) => row.space_id));
    for (const { community_id: communityId, space_id: spaceId } of await membershipsOf(ctx.db, from)) {
      if (already.has(spaceId)) await countInSpace(ctx.db, communityId, spaceId, { members: -1 });
      else await moveMembership(ctx.db, communityId, spaceId, { from, to });
      await announce(ctx, 'communities.left', { communityId, spaceId, personId: from });
    }
  },
  async erase(ctx, { personId, touched }) {
    for (const { community_id: communityId, space_id: spaceId } of await membershipsOf(ctx.db, personId)) {
      touched.add(communityId);
      await deleteMemberships(ctx.db, communityId, [spaceId], personId);
      await countInSpace(ctx.db, communityId, spaceId, { members: -1 });
      await announce(ctx, 'communities.left', { communityId, spaceId, personId });
    }
  },
};
