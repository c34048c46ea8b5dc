import { addSection } from '#ui/sections.ts';
import type { Feature } from '../../feature.ts';
import { addCapability, addCommunityRows, addSwitch } from '../communities/index.ts';
import { addSettingsPage } from '../people/index.ts';
import { EDIT } from './access.ts';
import { newsletterApi } from './api.ts';
import { setUpLetters } from './approving/letters.ts';
import { approvingPages } from './approving/pages.ts';
import { archivePages } from './archive/pages.ts';
import { setUpBounces } from './bounces/note.ts';
import { addReturnedPart } from './bounces/part.ts';
import { clickPages } from './clicks/pages.ts';
import { composingPages } from './composing/pages.ts';
import { setUpMonthly } from './monthly/draft.ts';
import { addOwnParts } from './monthly/parts.ts';
import { setUpNewsletterData } from './own-data.ts';
import { previewPages } from './preview/pages.ts';
import { setUpTests } from './preview/test.ts';
import { setUpRooms } from './rooms.ts';
import { setUpSearch } from './search.ts';
import { setUpSending } from './sending/fan-out.ts';
import { settingsPages } from './settings/pages.ts';
import { setUpSubscribing } from './subscribing/actions.ts';
import { endByMail } from './subscribing/by-mail.ts';
import { MINE, myPages } from './subscribing/me.ts';
import { subscribingPages } from './subscribing/pages.ts';
import './tables.ts';
import texts from './texts.ts';
import { addNewsletterWork } from './work.ts';

export { EDIT, readableIssue } from './access.ts';
export { makeIssue } from './composing/actions.ts';
export { draftOf } from './monthly/draft.ts';
export { publish } from './sending/actions.ts';
export { addMonthlyPart, addNewsletterSource, CANDIDATES, type Candidate, type Card, type DraftBlock, type MonthlyPart, type NewsletterSource } from './sources.ts';

export const feature: Feature = {
  name: 'newsletters',
  texts,
  setUp() {
    const issue = { item: 'issue_id' };
    const room = { room: true } as const;
    addCommunityRows({
      newsletter_issues: { item: 'item_id' },
      newsletter_steps: issue,
      newsletter_blocks: issue,
      newsletter_mailings: issue,
      newsletter_bounces: { table: 'newsletter_subscribers', by: 'subscriber_id' },
      newsletter_links: issue,
      newsletter_settings: room,
      newsletter_months: room,
      newsletter_subscriptions: room,
      newsletter_subscribers: room,
    });
    addCapability({ name: EDIT, label: 'permissions.newsletters.edit', least: 'facilitator', editable: true, contributes: true, order: 60 });
    addSwitch({ feature: 'newsletters', label: 'newsletters.title', about: 'newsletters.switch', goals: ['knowledge', 'relationships'], order: 50 });
    addOwnParts();
    addSettingsPage({ path: MINE, label: 'newsletters.title', order: 35 });
    setUpNewsletterData();
    addNewsletterWork();
    setUpBounces();
    addReturnedPart();
    setUpRooms();
    setUpSearch();
    setUpLetters();
    setUpSubscribing();
    endByMail();
    setUpMonthly();
    setUpTests();
    setUpSending();
  },
  routes(app) {
    addSection({ door: 'know', label: 'newsletters.title', path: '/newsletters', order: 40, feature: 'newsletters' });
    archivePages(app);
    composingPages(app);
    previewPages(app);
    approvingPages(app);
    settingsPages(app);
    clickPages(app);
    subscribingPages(app);
    myPages(app);
    newsletterApi(app);
  },
};
