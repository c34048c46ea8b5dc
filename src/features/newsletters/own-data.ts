import { announce } from '#platform/announce.ts';
import { addPersonalData, addWrittenText, ownRows, signedRows } from '../people/index.ts';
import { forgetAddresses, forgetMailings, subscribedBy } from './subscribing/queries.ts';

/** What newsletters keep of people: their choices, their addresses, what they had a hand in, what went to them. */
export function setUpNewsletterData(): void {
  addPersonalData(ownRows('newsletter_subscriptions.person_id'));
  addPersonalData(ownRows('newsletter_counting.person_id'));
  for (const column of ['newsletter_steps.by_id', 'newsletter_issues.requested_by', 'newsletter_issues.approved_by']) addPersonalData(signedRows(column));
  addPersonalData({
    name: 'newsletter_subscribers',
    columns: ['newsletter_subscribers.address', 'newsletter_mailings.recipient'],
    export: ({ db }, personId) => subscribedBy(db, personId),
    async erase({ db }, { personId, traces }) {
      await forgetAddresses(db, traces.addresses);
      await forgetMailings(db, personId);
    },
  });
  addWrittenText({
    table: 'newsletter_issues',
    id: 'item_id',
    columns: { introduction: 'text', introduction_html: 'html' },
    rewritten: (ctx, communityId, itemId) => announce(ctx, 'newsletters.rewritten', { communityId, itemId }),
  });
  addWrittenText({ table: 'newsletter_blocks', id: 'id', columns: { text: 'text', html: 'html', card: 'text' } });
  addWrittenText({ table: 'newsletter_steps', id: 'id', columns: { note: 'text' } });
}
