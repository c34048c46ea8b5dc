import type { FeatureRules } from './rules.ts';

const web = '/c/:community';
const api = '/api/v1/communities/:community';
const asked = { params: { id: 'discussion' }, form: { person: '@helper' } };

/** Who can help, and asking them. */
export const expertise: FeatureRules = {
  async things(world, { href }) {
    const started = await world.as('leila').post(`${href}/discussions`, { title: 'Who knows?', body: 'I do not', type: 'question' });
    const [, discussion] = /\/discussions\/(\d+)/.exec(started.headers.location!)!;
    return { discussion: discussion!, helper: String(world.as('tomasi').personId), handle: 'tomasi' };
  },
  rules: {
    [`GET ${web}/who-can-help`]: 'everyone',
    [`GET ${web}/discussions/:id/helpers`]: { who: 'author', params: { id: 'discussion' } },
    [`POST ${web}/discussions/:id/helpers`]: { who: 'author', ...asked },
    [`GET ${api}/experts`]: { who: 'everyone', params: {} },
    [`GET ${api}/discussions/:id/invitations`]: { who: 'author', params: { id: 'discussion' } },
    [`POST ${api}/discussions/:id/invitations`]: { who: 'author', params: { id: 'discussion' }, form: { person: '@handle' } },
    'GET /help-invitations/:token': 'open',
    'POST /help-invitations/:token': 'open',
    'GET /me/helping': 'account',
    'POST /me/helping': { who: 'account', form: { weekly: '2' } },
  },
};
