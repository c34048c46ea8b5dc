import type { FeatureRules } from './rules.ts';

const web = '/c/:community';

/** Members send pages by mail; without a page there is nothing to send: sharing.test.ts does. */
export const sharing: FeatureRules = {
  things: async (world) => ({ leila: String(world.as('leila').personId) }),
  rules: {
    [`GET ${web}/share`]: 'open',
    [`POST ${web}/share`]: { who: 'member', form: { path: '', people: 'leila' } },
    [`GET ${web}/shares`]: 'facilitator',
    'POST /api/v1/communities/:community/shares': { who: 'member', form: { path: '', people: 'leila' } },
    'GET /share/:kind/:id': { who: 'member', params: { kind: '=person', id: 'leila' } },
    'GET /share/stop/:token': 'open',
    'POST /share/stop/:token': 'open',
  },
};
