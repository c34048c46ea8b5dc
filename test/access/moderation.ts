import type { FeatureRules } from './rules.ts';

const web = '/c/:community';
const api = '/api/v1/communities/:community';
const person = { handle: '=tomasi' };

export const moderation: FeatureRules = {
  rules: {
    [`GET ${web}/report/:id`]: { who: 'account', params: { id: 'item' } },
    [`POST ${web}/report/:id`]: { who: 'account', params: { id: 'item' }, form: { reason: 'spam' } },
    [`GET ${web}/moderation`]: 'facilitator',
    [`POST ${web}/moderation/cases/:id`]: { who: 'facilitator', params: { id: 'case' }, form: { do: 'dismiss' } },
    [`GET ${web}/moderation/people/:handle`]: { who: 'facilitator', params: person },
    [`POST ${web}/moderation/people/:handle`]: { who: 'facilitator', params: person, form: { do: 'slowed', reason: 'spam' } },
    [`POST ${web}/moderation/people/:handle/lift`]: { who: 'facilitator', params: person, form: { lift: 'slowed' } },
    [`GET ${web}/moderation/rules`]: 'facilitator',
    [`POST ${web}/moderation/rules`]: { who: 'facilitator', form: { hold_first: '0', newcomer_links: '2', newcomer_hourly: '10' } },
    [`GET ${web}/moderation/log`]: 'member',
    // Only of the person whom it concerns: see moderation.test.ts.
    'GET /appeals/:community/:id': 'open',
    'POST /appeals/:community/:id': 'open',
    'GET /me/reports': 'account',
    'GET /api/v1/me/reports': 'account',
    [`POST ${api}/items/:id/reports`]: { who: 'account', params: { id: 'item' }, form: { reason: 'spam' } },
    [`GET ${api}/moderation/cases`]: 'facilitator',
    [`POST ${api}/moderation/cases/:id`]: { who: 'facilitator', params: { id: 'case' }, form: { do: 'dismiss' } },
    [`POST ${api}/moderation/people/:handle`]: { who: 'facilitator', params: person, form: { do: 'slowed', reason: 'spam' } },
    [`DELETE ${api}/moderation/people/:handle`]: 'open',
    [`GET ${api}/moderation/log`]: 'member',
    [`GET ${api}/moderation/rules`]: 'facilitator',
    [`PUT ${api}/moderation/rules`]: { who: 'facilitator', form: { hold_first: 0, newcomer_links: 2, newcomer_hourly: 10 } },
    'POST /api/v1/appeals/:community/:id': 'open',
  },
  async things(world, { href }) {
    const started = await world.as('leila').post(`${href}/discussions`, { title: 'Buy my water filters', body: 'Now' });
    const [, item] = /\/discussions\/(\d+)/.exec(started.headers.location!)!;
    await world.as('pavel').post(`${href}/report/${item}`, { reason: 'spam' });
    const [, found] = /\/moderation\/cases\/(\d+)"[^]*$/.exec((await world.as('anjali').get(`${href}/moderation`)).body)!;
    return { item: item!, case: found! };
  },
};
