import type { Feature } from '../../feature.ts';
import { addPersonalData, addProfileSection, ownRows } from '../people/index.ts';
import { addSharedPage } from '../sharing/index.ts';
import { webBookmarksApi } from './api.ts';
import { BOOKMARKS, bookmarkPages, bookmarksPart, bookmarksTarget } from './pages.ts';
import './tables.ts';
import texts from './texts.ts';

export { addBookmark, newBookmark } from './actions.ts';

/** Pages of the web that people keep and show. */
export const feature: Feature = {
  name: 'web-bookmarks',
  texts,
  setUp() {
    addSharedPage({ kind: BOOKMARKS, target: bookmarksTarget });
    addPersonalData(ownRows('web_bookmark_tags.person_id'));
    addPersonalData(ownRows('web_bookmarks.person_id'));
  },
  routes(app) {
    addProfileSection(bookmarksPart);
    bookmarkPages(app);
    webBookmarksApi(app);
  },
};
