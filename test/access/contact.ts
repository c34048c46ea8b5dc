import type { FeatureRules, Rule } from './rules.ts';

const web = '/c/:community/contact';
const api = '/api/v1/communities/:community/contact/conversations';
const one = (form: Rule['form'] = {}): Rule => ({ who: 'facilitator', params: { id: 'conversation' }, form });
const asked = { name: 'Somebody', subject: 'A question', body: 'May I?' };
let askers = 0;

/** Anybody writes to the facilitators of a community or room that they may read; facilitators answer. */
export const contact: FeatureRules = {
  async things(world, { href }) {
    await world.as('leila').post(`${href}/contact`, { ...asked, address: `asker-${(askers += 1)}@example.org` });
    const desk = await world.as('anjali').get(`${href}/contact/conversations`);
    return { conversation: /conversations\/(\d+)"/.exec(desk.body)![1]! };
  },
  rules: {
    [`GET ${web}`]: 'everyone',
    [`POST ${web}`]: { who: 'everyone', form: { ...asked, address: 'asker@example.org' } },
    [`GET ${web}/conversations`]: 'facilitator',
    [`GET ${web}/conversations/:id`]: one(),
    // For those messages that came by mail: see by-mail.test.ts.
    [`GET ${web}/conversations/:id/messages/:message/original`]: 'open',
    // For files that went with an answer: see by-mail.test.ts.
    [`GET ${web}/conversations/:id/files/:file/:name`]: 'open',
    [`POST ${web}/conversations/:id/answer`]: one({ body: 'You may' }),
    [`POST ${web}/conversations/:id/note`]: one({ body: 'Who is it?' }),
    [`POST ${web}/conversations/:id/state`]: one({ do: 'take' }),
    [`GET ${api}`]: 'facilitator',
    [`GET ${api}/:id`]: one(),
    [`POST ${api}/:id/answers`]: one({ body: 'You may' }),
    [`POST ${api}/:id/notes`]: one({ body: 'Who is it?' }),
    [`POST ${api}/:id/state`]: one({ do: 'take' }),
    'GET /contact/:token': 'open',
    'POST /contact/:token': 'open',
    'GET /contact/:token/files/:file/:name': 'open',
  },
};
