import { noteInTransaction } from '#platform/announce.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReadingPage } from '#ui/sections.ts';
import type { Feature } from '../../feature.ts';
import { addCapability, addCommunityRows, addPlaceLinks, addRoomContent, addSwitch, addWaitingPart, hrefOf, type Place } from '../communities/index.ts';
import { addPersonalData, addWrittenText, ownRows, signedRows } from '../people/index.ts';
import { ANSWER } from './access.ts';
import { contactApi } from './api.ts';
import { answerContactByMail } from './by-mail.ts';
import { deskPages } from './desk.ts';
import { deleteFilesOf } from './files.ts';
import { setUpLetters } from './letters.ts';
import { publicPages } from './pages.ts';
import { conversationsOf, deleteConversationsOf, keepNames, moveConversations, openConversations } from './queries.ts';
import { noteReturned } from './returned.ts';
import './tables.ts';
import texts from './texts.ts';

export { answerableConversation } from './access.ts';
export { answer, ask, note } from './actions.ts';
export { receiveOwnerMail, type OwnerMail } from './owner.ts';
export { conversationsIn } from './queries.ts';

const deskOf = ({ community, room }: Place) => `${hrefOf(community, room)}/contact/conversations`;

function setUpOwnData(): void {
  for (const column of ['contact_conversations.state_by', 'contact_conversations.assigned_id', 'contact_messages.author_id']) addPersonalData(signedRows(column, { without: ['name', 'address', 'once_key', 'mailed_job', 'message_id', 'mail_id', 'sent_from'] }));
  addPersonalData({
    ...ownRows('contact_conversations.person_id'),
    export: ({ db }, personId) => conversationsOf(db, personId),
    async erase(ctx, { personId, traces: { addresses } }) {
      await deleteFilesOf(ctx, { personId, addresses });
      await deleteConversationsOf(ctx.db, personId, addresses);
    },
  });
  addWrittenText({ table: 'contact_messages', id: 'id', columns: { body: 'text' } });
}

export const feature: Feature = {
  name: 'contact',
  texts,
  setUp() {
    noteInTransaction('communities.room_moved', ({ db }, { communityId, spaceId, fromId }) => keepNames(db, { communityId, spaceId: spaceId as number, fromId: fromId as number }));
    addCommunityRows({ contact_conversations: { room: true }, contact_messages: { table: 'contact_conversations', by: 'conversation_id' }, contact_files: { table: 'contact_messages', by: 'message_id' } });
    addRoomContent({ name: 'contact', label: null, count: () => 0, list: async () => [], move: async ({ db }, from, to, ids) => (ids === null ? moveConversations(db, from.community_id, from.id, to.id) : undefined) });
    addCapability({ name: ANSWER, label: 'permissions.contact.answer', least: 'facilitator', editable: true, contributes: false, order: 56 });
    addSwitch({ feature: 'contact', label: 'contact.title', about: 'contact.switch', goals: ['relationships'], order: 70 });
    addWaitingPart({
      kind: 'contact',
      order: 5,
      feature: 'contact',
      label: 'contact.work',
      capability: ANSWER,
      select: openConversations,
      asRow: ({ id, title, space_id }, { community, spaces }) => ({ title: title ?? '', href: `${hrefOf(community, spaces.find((space) => space.id === space_id && space.parent_id !== null))}/contact/conversations/${id}` }),
      more: deskOf,
    });
    addPlaceLinks({
      feature: 'contact',
      where: 'footer',
      links: ({ ctx: { viewer } }, { community, room }) => [{ href: `${hrefOf(community, room)}/contact`, label: translator(viewer.language)('contact.title') }],
    });
    setUpLetters();
    answerContactByMail();
    noteReturned();
    setUpOwnData();
  },
  routes(app) {
    addReadingPage({ label: 'contact.title', path: '/contact', feature: 'contact' });
    publicPages(app);
    deskPages(app);
    contactApi(app);
  },
};
