import type { Feature } from '../../feature.ts';
import { gatePages } from './gate/pages.ts';
import { setUpLetters } from './letters.ts';
import { settingsPages } from './me/pages.ts';
import { profilePages } from './profile.ts';
import { setUpPages } from './set-up/pages.ts';
import './tables.ts';
import texts from './texts.ts';

export { createPerson, ensurePerson, type NewPerson } from './accounts.ts';
export { addProfileSection, type ProfileSection } from './profile.ts';
export { authOf } from './auth.ts';
export { confirmAddress, insertHostRole, mailAddressOf, peopleByHandles, peopleByIds, personByAddress, personByHandle, personById, type Person } from './queries.ts';
export { setUpLink, setUpNeeded } from './set-up/link.ts';
export { onSetUp, waitPage } from './set-up/pages.ts';
export { createToken } from './tokens/actions.ts';
export { viewerOf, viewerOfId } from './viewer.ts';

export const feature: Feature = {
  name: 'people',
  texts,
  setUp: setUpLetters,
  routes(app) {
    gatePages(app, app.rateFactor);
    setUpPages(app);
    settingsPages(app);
    profilePages(app);
  },
};
