import type { Feature } from './feature.ts';

import { feature as admin } from './features/admin/index.ts';
import { feature as api } from './features/api/index.ts';
import { feature as bookmarks } from './features/bookmarks/index.ts';
import { feature as communities } from './features/communities/index.ts';
import { feature as discussions } from './features/discussions/index.ts';
import { feature as importExport } from './features/import-export/index.ts';
import { feature as moderation } from './features/moderation/index.ts';
import { feature as newsletters } from './features/newsletters/index.ts';
import { feature as people } from './features/people/index.ts';
import { feature as search } from './features/search/index.ts';

/** Everything Copse does, in one list: the product's table of contents. */
export const features: Feature[] = [people, communities, moderation, discussions, newsletters, search, bookmarks, importExport, api, admin];
