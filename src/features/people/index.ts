import type { Feature } from '../../feature.ts';
import { addressPages } from './addresses/pages.ts';
import { setUpContact } from './contact/letters.ts';
import { contactPages } from './contact/pages.ts';
import { gatePages, strict } from './gate/pages.ts';
import { handlePages } from './handles/pages.ts';
import { setUpLetters } from './letters.ts';
import { settingsPages } from './me/pages.ts';
import { editPages } from './profile/edit.ts';
import { profilePages } from './profile/show.ts';
import { setUpPages } from './set-up/pages.ts';
import './tables.ts';
import texts from './texts.ts';

export { createPerson, ensurePerson, type NewPerson } from './accounts.ts';
export {
  audiencesOf,
  AUDIENCES,
  closenessIn,
  closenessTo,
  FIELD_NAMES,
  maySee,
  visibleProfile,
  type Audience,
  type Closeness,
  type Field,
  type Visible,
} from './audience.ts';
export { asInput, changeProfile, languagesOf, organisationsOf, phrasesOf } from './profile/actions.ts';
export { personAt, self } from './profile/address.ts';
export { languageName } from './profile/languages.ts';
export { profileInput, type ProfileInput } from './profile/schema.ts';
export { addProfileSection, seenBy, type ProfileSection } from './profile/show.ts';
export { authOf } from './auth.ts';
export { confirmAddress, hostAdmins, insertHostRole, mailAddressOf, peopleByHandles, peopleByIds, personByAddress, personByHandle, personById, spaceIdsOf, type Person } from './queries.ts';
export { setUpLink, setUpNeeded } from './set-up/link.ts';
export { onSetUp, waitPage } from './set-up/pages.ts';
export { createToken } from './tokens/actions.ts';
export { viewerOf, viewerOfId } from './viewer.ts';

export const feature: Feature = {
  name: 'people',
  texts,
  setUp() {
    setUpLetters();
    setUpContact();
  },
  routes(app) {
    gatePages(app, app.rateFactor);
    setUpPages(app);
    settingsPages(app);
    editPages(app);
    handlePages(app);
    addressPages(app, strict(app.rateFactor));
    contactPages(app, strict(app.rateFactor));
    profilePages(app);
  },
};
