import { retireJobs } from '#platform/jobs/index.ts';
import { addSection } from '#ui/sections.ts';
import type { Feature } from '../../feature.ts';
import { addCommunityRows, addSwitch } from '../communities/index.ts';
import { addRailPart } from '../discussions/index.ts';
import { addPersonalData, addProfileSection, ownRows, signedRows } from '../people/index.ts';
import { setUpCounting } from './activity/count.ts';
import { expertiseApi } from './api.ts';
import { askingPages } from './asking/pages.ts';
import { helpingSection } from './asking/section.ts';
import { finderPages } from './finder/pages.ts';
import { answeringPages } from './invitations/answering.ts';
import { setUpInvitationKind } from './invitations/letter.ts';
import { invitationPages } from './invitations/pages.ts';
import { helpersPart } from './invitations/rail.ts';
import './tables.ts';
import texts from './texts.ts';

export { changeWillingness, willingness } from './asking/willingness.ts';
export { askableDiscussion } from './invitations/access.ts';
export { invite } from './invitations/actions.ts';

export const feature: Feature = {
  name: 'expertise',
  texts,
  setUp() {
    addCommunityRows({ answering: { room: true }, help_invitations: { item: 'discussion_id' } });
    addSwitch({ feature: 'expertise', label: 'expertise.title', about: 'expertise.switch', goals: ['relationships', 'knowledge'], order: 60 });
    setUpCounting();
    setUpInvitationKind();
    retireJobs('expertise.mail');
    for (const column of ['helpers.person_id', 'answering.person_id', 'help_invitations.person_id']) addPersonalData(ownRows(column, { without: ['hash', 'token'] }));
    addPersonalData(signedRows('help_invitations.by_id'));
    addRailPart(helpersPart);
    addProfileSection(helpingSection);
  },
  routes(app) {
    addSection({ door: 'people', label: 'expertise.title', path: '/who-can-help', order: 20, feature: 'expertise' });
    finderPages(app);
    invitationPages(app);
    answeringPages(app);
    askingPages(app);
    expertiseApi(app);
  },
};
