import type { Feature } from '../../feature.ts';
import { addProfileSection } from '../people/index.ts';
import { bookmarkPages, bookmarksPart } from './pages.ts';
import './tables.ts';
import texts from './texts.ts';

export { addBookmark, newBookmark } from './actions.ts';

/** Pages of the web that people keep and show. */
export const feature: Feature = {
  name: 'web-bookmarks',
  texts,
  routes(app) {
    addProfileSection(bookmarksPart);
    bookmarkPages(app);
  },
};
