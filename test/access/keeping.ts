import type { FeatureRules, Rule, Who } from './rules.ts';

const web = '/c/:community';
const api = '/api/v1/communities/:community';
const saved = (who: Who): Rule => ({ who, params: { id: 'item' } });

/** Bookmarks, the facilitators' work list, and one's own home. */
export const keeping: FeatureRules = {
  async things(world, { href }) {
    const started = await world.as('leila').post(`${href}/discussions`, { title: 'Worth keeping', body: 'It is', type: 'question' });
    const [, item] = /\/discussions\/(\d+)/.exec(started.headers.location!)!;
    return { item: item!, key: `question:${item}` };
  },
  rules: {
    'GET /communities': 'everyone',
    'GET /me': 'account',
    'GET /me/bookmarks': 'account',
    'POST /me/bookmarks': 'account',
    'GET /me/bookmarks.json': 'account',
    'GET /me/bookmarks.md': 'account',
    'POST /me/bookmarks/folders': { who: 'account', form: { name: 'A folder' } },
    // Folders belong to one person: bookmarks.test.ts tries those of others.
    'POST /me/bookmarks/folders/:id': 'open',
    'POST /me/bookmarks/folders/:id/delete': 'open',
    'POST /me/bookmarks/folders/:id/restore': 'open',
    'GET /api/v1/me/bookmarks': 'account',
    'GET /api/v1/me/bookmark-folders': 'account',
    'POST /api/v1/me/bookmark-folders': { who: 'account', form: { name: 'A folder' } },
    'PATCH /api/v1/me/bookmark-folders/:id': 'open',
    'DELETE /api/v1/me/bookmark-folders/:id': 'open',
    'POST /api/v1/me/bookmark-folders/:id/restore': 'open',
    [`POST ${web}/bookmarks`]: { who: 'account', form: { item: '@item', do: 'save' } },
    [`PUT ${api}/bookmarks/:id`]: saved('account'),
    // Only what one saved oneself is there to be removed.
    [`DELETE ${api}/bookmarks/:id`]: 'open',
    [`GET ${web}/work`]: 'facilitator',
    [`POST ${web}/work`]: { who: 'facilitator', form: { key: '@key', do: 'later' } },
    [`POST ${web}/work-letter`]: { who: 'account', form: { letters: 'yes' } },
    [`GET ${api}/work`]: 'facilitator',
    [`POST ${api}/work`]: { who: 'facilitator', form: { key: '@key', do: 'later' } },
  },
};
