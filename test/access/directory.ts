import type { FeatureRules } from './rules.ts';

const web = '/c/:community';
const leila = { handle: '=leila' };
const message = { subject: 'A question', body: 'Would you look at this?' };

/** Profiles, addresses, messages between members, the directory, website bookmarks. */
export const directory: FeatureRules = {
  rules: {
    'GET /me/profile': 'account',
    'POST /me/profile': 'account',
    'POST /me/photo/remove': 'account',
    'POST /me/handle': { who: 'account', form: { handle: 'somebody-new' } },
    'GET /me/addresses': 'account',
    'POST /me/addresses': { who: 'account', form: { address: 'other@example.org' } },
    'GET /me/addresses/confirm': 'account',
    'POST /me/addresses/confirm': 'account',
    'POST /me/addresses/remove': { who: 'account', form: { address: 'other@example.org' } },
    // Only one's own address: see addresses.test.ts.
    'POST /me/addresses/receive': 'open',
    'GET /people/:handle/write': { who: 'member', params: leila },
    'POST /people/:handle/write': { who: 'member', params: leila, form: message },
    // Only of the one who got the message: see contact.test.ts.
    'GET /me/messages/:id/report': 'open',
    'POST /me/messages/:id/report': 'open',
    'GET /people/:handle/contributions': { who: 'everyone', params: leila },
    'GET /people/:handle/bookmarks': { who: 'everyone', params: leila },
    'GET /me/web-bookmarks/new': 'account',
    'POST /me/web-bookmarks': { who: 'account', form: { url: 'https://example.org' } },
    'GET /me/web-bookmarks/import': 'account',
    'POST /me/web-bookmarks/import': 'account',
    'GET /me/web-bookmarks/export': 'account',
    // Only one's own: see web-bookmarks.test.ts.
    'GET /me/web-bookmarks/:id/edit': 'open',
    'POST /me/web-bookmarks/:id': 'open',
    'POST /me/web-bookmarks/:id/delete': 'open',
    'GET /api/v1/me/web-bookmarks': 'account',
    'POST /api/v1/me/web-bookmarks': { who: 'account', form: { url: 'https://example.org/by-program' } },
    'PUT /api/v1/me/web-bookmarks/:id': 'open',
    'DELETE /api/v1/me/web-bookmarks/:id': 'open',
    'GET /api/v1/me/web-bookmarks/file': 'account',
    'POST /api/v1/me/web-bookmarks/file': { who: 'account', form: { file: '<DT><A HREF="https://example.org/f">F</A>' } },
    'GET /api/v1/people/:handle/web-bookmarks': { who: 'everyone', params: leila },
    [`GET ${web}/members/print`]: 'everyone',
    [`GET ${web}/members/export`]: 'facilitator',
    [`POST ${web}/members/export`]: 'facilitator',
    'GET /api/v1/people/:handle': { who: 'everyone', params: leila },
    'GET /api/v1/me/profile': 'account',
    'PATCH /api/v1/me/profile': 'account',
  },
};
