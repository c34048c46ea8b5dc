import type { Feature } from './feature.ts';

import { feature as admin } from './features/admin/index.ts';
import { feature as api } from './features/api/index.ts';
import { feature as bookmarks } from './features/bookmarks/index.ts';
import { feature as communities } from './features/communities/index.ts';
import { feature as communityNotices } from './features/community-notices/index.ts';
import { feature as contact } from './features/contact/index.ts';
import { feature as directory } from './features/directory/index.ts';
import { feature as discussions } from './features/discussions/index.ts';
import { feature as expertise } from './features/expertise/index.ts';
import { feature as importExport } from './features/import-export/index.ts';
import { feature as items } from './features/items/index.ts';
import { feature as joining } from './features/joining/index.ts';
import { feature as notifications } from './features/notifications/index.ts';
import { feature as mailIn } from './features/mail-in/index.ts';
import { feature as moderation } from './features/moderation/index.ts';
import { feature as movingRooms } from './features/moving-rooms/index.ts';
import { feature as myData } from './features/my-data/index.ts';
import { feature as news } from './features/news/index.ts';
import { feature as newsletters } from './features/newsletters/index.ts';
import { feature as people } from './features/people/index.ts';
import { feature as search } from './features/search/index.ts';
import { feature as sharing } from './features/sharing/index.ts';
import { feature as webBookmarks } from './features/web-bookmarks/index.ts';

/** Everything Copse does, in one list: the product's table of contents. */
export const features: Feature[] = [people, communities, items, notifications, moderation, communityNotices, directory, webBookmarks, discussions, news, contact, sharing, expertise, joining, newsletters, search, bookmarks, importExport, mailIn, movingRooms, myData, api, admin];
