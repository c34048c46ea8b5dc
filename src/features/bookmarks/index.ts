import type { Feature } from '../../feature.ts';
import { addCommunityRows } from '../communities/index.ts';
import { addItemAct } from '../items/index.ts';
import { addPersonalData, ownRows } from '../people/index.ts';
import { saveAct } from './act.ts';
import { bookmarkApi } from './api.ts';
import { folderPages } from './folders/pages.ts';
import { bookmarkPages } from './pages.ts';
import './tables.ts';
import texts from './texts.ts';

export { keep, save } from './actions.ts';
export { makeFolder } from './folders/actions.ts';
export { allBookmarks } from './export.ts';

export const feature: Feature = {
  name: 'bookmarks',
  texts,
  setUp() {
    addCommunityRows({ item_bookmarks: { item: 'item_id' } });
    addItemAct(saveAct);
    addPersonalData(ownRows('bookmark_folders.person_id'));
    addPersonalData(ownRows('item_bookmarks.person_id'));
  },
  routes(app) {
    bookmarkPages(app);
    folderPages(app);
    bookmarkApi(app);
  },
};
