import type { Feature } from '../../feature.ts';
import { addressPages } from './addresses/pages.ts';
import { addMessageTargets } from './contact/by-mail.ts';
import { setUpContact } from './contact/letters.ts';
import { contactPages } from './contact/pages.ts';
import { gatePages, strict } from './gate/pages.ts';
import { handlePages } from './handles/pages.ts';
import { setUpLetters } from './letters.ts';
import { settingsPages } from './me/pages.ts';
import { editPages } from './profile/edit.ts';
import { profilePages } from './profile/show.ts';
import { setUpAsked } from './gate/asked.ts';
import { addSettingsPage } from './me/settings.ts';
import { setUpOwnData } from './own-data/index.ts';
import { setUpLeaving } from './own-data/leaving.ts';
import { providerPages } from './providers/pages.ts';
import { userCommands } from './security/command.ts';
import { securityPages } from './security/index.ts';
import { sessionPages } from './sessions/pages.ts';
import { setUpPages } from './set-up/pages.ts';
import './tables.ts';
import letterTexts from './letters.texts.ts';
import profileTexts from './profile/texts.ts';
import securityTexts from './security/texts.ts';
import texts from './texts.ts';
import { tokenPages } from './tokens/pages.ts';

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
export { languageName, writtenLanguages } from './profile/languages.ts';
export { profileInput, type ProfileInput } from './profile/schema.ts';
export { addProfileSection, seenBy, type ProfileSection } from './profile/show.ts';
export { authOf } from './auth.ts';
export { confirmAddress, hostAdmins, insertHostRole, mailAddressOf, peopleByHandles, peopleByIds, personByAddress, personByHandle, personById, spaceIdsOf, type Person } from './queries.ts';
export { findProvider, listProviders, ourAddresses, removeProvider, saveProvider, type Provider } from './providers/provider.ts';
export { anonymise, erase } from './own-data/leaving.ts';
export { addWrittenText, type WrittenText } from './own-data/scrub.ts';
export * from './own-data/registry.ts';
export { withoutTraces, withoutTracesInHtml } from './own-data/traces.ts';
export { issueToken, takeToken } from './gate/one-time.ts';
export { linkForm } from './gate/link-page.ts';
export { PERSON as TO_PERSON } from './contact/by-mail.ts';
export { recently } from './security/recent.ts';
export { addSettingsPage, settingsPage, type SettingsPage } from './me/settings.ts';
export { setUpLink, setUpNeeded } from './set-up/link.ts';
export { address } from './schema.ts';
export { onSetUp, waitPage } from './set-up/pages.ts';
export { createToken } from './tokens/actions.ts';
export { viewerOf, viewerOfId } from './viewer.ts';

export const feature: Feature = {
  name: 'people',
  texts: { ...texts, ...letterTexts, ...profileTexts, ...securityTexts },
  commands: userCommands,
  setUp() {
    setUpLetters();
    setUpContact();
    addMessageTargets();
    setUpAsked();
    setUpOwnData();
    setUpLeaving();
    addSettingsPage({ path: '/me/profile', label: 'people.me.profile', order: 10 });
    addSettingsPage({ path: '/me/settings', label: 'people.me.pages', order: 15 });
    addSettingsPage({ path: '/me/addresses', label: 'people.addresses', order: 20 });
    addSettingsPage({ path: '/me/settings/security', label: 'people.me.security', order: 40 });
    addSettingsPage({ path: '/me/settings/sessions', label: 'people.me.sessions_short', order: 50 });
    addSettingsPage({ path: '/me/settings/tokens', label: 'people.me.tokens_short', order: 70 });
  },
  routes(app) {
    gatePages(app, app.rateFactor);
    setUpPages(app);
    settingsPages(app);
    editPages(app);
    handlePages(app);
    addressPages(app, strict(app.rateFactor));
    contactPages(app, strict(app.rateFactor));
    securityPages(app);
    providerPages(app, app.rateFactor);
    sessionPages(app);
    tokenPages(app);
    profilePages(app);
  },
};
