import { announce } from '#platform/announce.ts';
import { addPersonalData, addWrittenText, ownRows, signedRows, type PersonalData } from '../people/index.ts';
import { countInSpace, deleteMemberships, membershipsOf } from './queries.ts';

/** What communities keep of their members. */
export function setUpCommunityData(): void {
  addPersonalData(memberships);
  for (const column of ['role_terms.person_id', 'work_letters_off.person_id', 'home_visits.person_id']) addPersonalData(ownRows(column));
  addPersonalData(signedRows('work_marks.by_id'));
  addPersonalData(signedRows('spaces.created_by', { without: ['description_html', 'rules', 'switched_off', 'logo_key'] }));
  addPersonalData(signedRows('space_log.actor_id'));
  addWrittenText({ table: 'spaces', id: 'id', columns: { description: 'text', description_html: 'html' } });
}

const memberships: PersonalData = {
  ...ownRows('memberships.person_id'),
  async erase(ctx, { personId, touched }) {
    for (const { community_id: communityId, space_id: spaceId } of await membershipsOf(ctx.db, personId)) {
      touched.add(communityId);
      await deleteMemberships(ctx.db, communityId, [spaceId], personId);
      await countInSpace(ctx.db, communityId, spaceId, { members: -1 });
      await announce(ctx, 'communities.left', { communityId, spaceId, personId });
    }
  },
};
