import type { FeatureRules } from './rules.ts';

const web = '/c/:community';
const api = '/api/v1/communities/:community';

export const joining: FeatureRules = {
  rules: {
    [`GET ${web}/settings/joining`]: 'facilitator',
    [`POST ${web}/settings/joining`]: { who: 'facilitator', form: { joining: 'open' } },
    [`GET ${web}/join`]: 'account',
    [`POST ${web}/join/ask`]: 'account',
    // Of a room that is by invitation, for members: see joining.test.ts.
    [`GET ${web}/join/rooms/:id`]: 'open',
    [`POST ${web}/join/rooms/:id/ask`]: 'open',
    [`GET ${web}/requests`]: 'facilitator',
    // Nobody asks here, so whoever may answer finds no request: see joining.test.ts.
    [`POST ${web}/requests/:id`]: 'open',
    'GET /requests/:community/:id/:person/:token': 'open',
    'POST /requests/:community/:id/:person/:token': 'open',
    [`GET ${web}/invitations`]: 'member',
    [`POST ${web}/invitations/link`]: { who: 'member', form: { role: 'member' } },
    [`POST ${web}/invitations/letters`]: { who: 'member', form: { role: 'member', addresses: 'a@example.org' } },
    [`POST ${web}/invitations/:id/revoke`]: { who: 'facilitator', params: { id: 'invitation' } },
    'GET /invitations/:token': 'open',
    'POST /invitations/:token': 'open',
    'GET /invitations/no-more/:address/:token': 'open',
    'POST /invitations/no-more/:address/:token': 'open',
    [`GET ${web}/member-lists`]: 'facilitator',
    [`POST ${web}/member-lists`]: 'facilitator',
    [`GET ${web}/member-lists/:id`]: { who: 'facilitator', params: { id: 'list' } },
    [`POST ${web}/member-lists/:id`]: { who: 'facilitator', params: { id: 'list' } },
    // Tried by nobody here: who left, or was taken out, has no more to say in what follows.
    [`GET ${web}/leave`]: 'open',
    [`GET ${web}/members/:handle/remove`]: { who: 'facilitator', params: { handle: '=tomasi' } },
    [`POST ${web}/members/:handle/remove`]: { who: 'facilitator', params: { handle: '=tomasi' } },
    [`POST ${web}/first-steps/done`]: 'account',
    [`POST ${api}/join-requests`]: 'account',
    [`GET ${api}/join-requests`]: 'facilitator',
    [`POST ${api}/join-requests/:id`]: 'open',
    [`POST ${api}/invitations/links`]: { who: 'member', form: { role: 'member' } },
    [`POST ${api}/invitations/letters`]: { who: 'member', form: { role: 'member', addresses: 'a@example.org' } },
    [`DELETE ${api}/invitations/:id`]: { who: 'facilitator', params: { id: 'invitation' } },
  },
  async things(world, { href }) {
    const anjali = world.as('anjali');
    const made = await anjali.post(`${href}/invitations/link`, { role: 'member' });
    const [, invitation] = /invitations\/(\d+)\/revoke/.exec(made.body)!;
    const boundary = 'boundary';
    const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="list.csv"\r\ncontent-type: text/csv\r\n\r\nName,E-mail\nAda,ada@example.org\n\r\n--${boundary}--\r\n`;
    const planned = await anjali.send({ method: 'POST', url: `${href}/member-lists`, payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } });
    return { invitation: invitation!, list: /(\d+)$/.exec(planned.headers.location!)![1]! };
  },
};
