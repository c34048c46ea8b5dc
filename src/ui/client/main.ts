/** What every page runs: small enhancements of what the server rendered. Nothing here is needed to read or write. */
import { autosize } from './autosize.ts';
import { firstFocus } from './focus.ts';
import { keepForOffline } from './offline.ts';
import { openIslands } from './islands.ts';
import { closeMenus } from './menu.ts';
import { searchKey } from './search-key.ts';
import { switchTheme } from './theme.ts';
import { keepTimesFresh } from './time.ts';

closeMenus(document);
searchKey(document);
switchTheme(document);
firstFocus(document);
keepTimesFresh(document);
autosize(document);
openIslands(document);
keepForOffline();
