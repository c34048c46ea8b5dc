import type { FeatureRules, Rule, Who } from './rules.ts';

const web = '/c/:community/news';
const api = '/api/v1/communities/:community/news';
const post = (who: Who, form: Rule['form'] = {}): Rule => ({ who, params: { id: 'news', file: '=1', name: '=x.webp' }, form });
const written = { title: 'A title', summary: 'A summary', body: 'A body' };

/** News are posted by facilitators; what is pointed at was posted by one. */
export const news: FeatureRules = {
  async things(world, { href }) {
    const made = await world.as('anjali').post(`${href}/news`, { ...written, do: 'publish' });
    return { news: /\/news\/(\d+)/.exec(made.headers.location!)![1]! };
  },
  rules: {
    [`GET ${web}`]: 'everyone',
    [`GET ${web}.atom`]: 'everyone',
    [`GET ${web}/archive`]: 'everyone',
    [`GET ${web}/new`]: 'facilitator',
    [`GET ${web}/drafts`]: 'facilitator',
    [`POST ${web}`]: { who: 'facilitator', form: written },
    [`POST ${web}/choices`]: { who: 'account', form: { show: 'news' } },
    [`GET ${web}/:id`]: post('everyone'),
    [`GET ${web}/:id.md`]: post('everyone'),
    [`GET ${web}/:id/history`]: post('everyone'),
    // There is no picture to be found: news.test.ts looks at one.
    [`GET ${web}/:id/picture/:file/:name`]: 'open',
    [`GET ${web}/:id/edit`]: post('facilitator'),
    [`POST ${web}/:id/edit`]: post('facilitator', written),
    [`POST ${web}/:id/state`]: post('facilitator', { do: 'pin' }),
    [`POST ${web}/:id/discuss`]: post('account', { words: 'What I think' }),
    'GET /news/stop/:token': 'open',
    'POST /news/stop/:token': 'open',
    [`GET ${api}`]: 'everyone',
    [`POST ${api}`]: { who: 'facilitator', form: written },
    [`GET ${api}/:id`]: post('everyone'),
    [`PUT ${api}/:id`]: post('facilitator', written),
    [`DELETE ${api}/:id`]: post('facilitator'),
    [`POST ${api}/:id/publish`]: post('facilitator'),
    [`POST ${api}/:id/restore`]: post('facilitator'),
    [`PUT ${api}/:id/pinned`]: post('facilitator'),
    [`DELETE ${api}/:id/pinned`]: post('facilitator'),
    [`PUT /api/v1/communities/:community/news-choices`]: { who: 'account', form: { show: ['news'] } },
  },
};
