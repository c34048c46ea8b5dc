import { retireJobs } from '#platform/jobs/index.ts';
import { addSection } from '#ui/sections.ts';
import type { Feature } from '../../feature.ts';
import { addCapability, addCommunityRows, addHomePart, addSwitch, wakesRooms } from '../communities/index.ts';
import { START } from './access.ts';
import { discussionApi } from './api.ts';
import { attachmentPages } from './attachments/pages.ts';
import { addDiscussionWork } from './awaiting/parts.ts';
import awaitingTexts from './awaiting/texts.ts';
import { mergePages } from './facilitation/merge-pages.ts';
import { facilitationPages } from './facilitation/pages.ts';
import { setUpRoomContent } from './facilitation/rooms.ts';
import { composerPages } from './composing/pages.ts';
import { setUpDrafts } from './drafts/actions.ts';
import { draftPages } from './drafts/pages.ts';
import { feedPages } from './feeds/pages.ts';
import { goingOn } from './home-part.ts';
import { livePages } from './live/pages.ts';
import { setUpTelling } from './mail/notify.ts';
import { followPages } from './mail/pages.ts';
import { setUpModeration } from './moderation/kind.ts';
import { setUpNewsletters } from './newsletter/source.ts';
import { discussionPages } from './pages.ts';
import { ownApi } from './mine/api.ts';
import { addDiscussionNews } from './mine/parts.ts';
import { setUpDiscussionData } from './own-data/index.ts';
import { editingPages } from './posts/editing.ts';
import { writingPages } from './posts/pages.ts';
import { setUpDiscussionSearch } from './search.ts';
import './tables.ts';
import texts from './texts.ts';

export { permissions, readableDiscussion, readablePost, replyableDiscussion, type ReadableDiscussion } from './access.ts';
export { hrefOfPost, linksOf } from './links.ts';
export { addArchived, type ArchivedPost } from './archive/actions.ts';
export { attach, keepFile } from './attachments/actions.ts';
export { keepMailed } from './attachments/mailed.ts';
export { reply, start, type Origin } from './posts/actions.ts';
export { markRead } from './posts/queries.ts';
export { postById } from './queries.ts';
export { addRailPart, type RailPart } from './rail-parts.ts';
export { POST_KINDS } from './search.ts';
export { follow } from './reacting.ts';
export { newDiscussion, newReply } from './schema.ts';

export const feature: Feature = {
  name: 'discussions',
  texts: { ...texts, ...awaitingTexts },
  setUp() {
    addCommunityRows({
      discussions: { item: 'item_id' },
      posts: { item: 'item_id' },
      discussion_people: { item: 'discussion_id' },
      read_marks: { item: 'discussion_id' },
      // The same mail may have come to both communities.
      message_ids: [{ item: 'item_id', clash: ['message_id'] }, { item: 'discussion_id', unless: 'item_id', clash: ['message_id'] }],
      archive_authors: { stays: 'who wrote in the archives of the community' },
    });
    addCapability({ name: START, label: 'permissions.discussions.start', least: 'member', editable: true, contributes: true, order: 20 });
    addSwitch({ feature: 'discussions', label: 'discussions.title', about: 'discussions.switch', goals: ['relationships', 'learning'], order: 10 });
    setUpDiscussionSearch();
    setUpDrafts();
    setUpDiscussionData();
    setUpTelling();
    retireJobs('discussions.mail');
    setUpRoomContent();
    for (const event of ['discussions.started', 'discussions.replied']) wakesRooms(event);
    addHomePart({ where: 'main', order: 20, feature: 'discussions', load: goingOn });
    addDiscussionNews();
    addDiscussionWork();
    setUpModeration();
    setUpNewsletters();
  },
  routes(app) {
    addSection({ door: 'talk', label: 'discussions.title', path: '/discussions', order: 10, feature: 'discussions' });
    discussionPages(app);
    writingPages(app);
    editingPages(app);
    attachmentPages(app);
    composerPages(app);
    draftPages(app);
    feedPages(app);
    livePages(app);
    followPages(app);
    facilitationPages(app);
    mergePages(app);
    discussionApi(app);
    ownApi(app);
  },
};
