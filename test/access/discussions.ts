import type { FeatureRules, Rule, Who } from './rules.ts';

const discussion = (who: Who, form: Rule['form'] = {}): Rule => ({ who, params: { id: 'discussion' }, form });
const post = (who: Who, form: Rule['form'] = {}): Rule => ({ who, params: { id: 'reply', file: '=1', name: '=x.png' }, form });
const api = '/api/v1/communities/:community';
const web = '/c/:community/discussions';

export const discussions: FeatureRules = {
  async things(world, { href, community, room }) {
    const leila = world.as('leila');
    const started = await leila.post(`${href}/discussions`, { title: 'Who asked?', body: 'I did', type: 'question' });
    const [, id] = /\/discussions\/(\d+)/.exec(started.headers.location!)!;
    const replied = await leila.post(`${href}/discussions/${id}/reply`, { body: 'And I answer' });
    const [, reply] = /#post-(\d+)|posts\/(\d+)/.exec(replied.headers.location!)!;
    const posts = (await leila.get(`/api/v1/communities/${community}/discussions/${id}/posts${room ? `?room=${room}` : ''}`)).json<{ posts: { id: number }[] }>();
    return { discussion: id!, reply: String(posts.posts[1]?.id ?? reply) };
  },
  rules: {
    [`GET ${web}`]: 'everyone',
    [`GET ${web}.atom`]: 'everyone',
    [`GET ${web}/live`]: 'open',
    [`GET ${web}/new`]: 'account',
    [`POST ${web}`]: { who: 'account', form: { title: 'A title', body: 'A body' } },
    [`POST ${web}/preview`]: { who: 'account', form: { body: 'A body' } },
    [`GET ${web}/people`]: 'account',
    [`POST ${web}/attachments`]: 'account',
    [`GET ${web}/deleted`]: 'facilitator',
    [`GET ${web}/:id`]: discussion('everyone'),
    [`GET ${web}/:id.atom`]: discussion('everyone'),
    [`GET ${web}/:id/live`]: 'open',
    [`GET ${web}/:id/continue`]: discussion('everyone'),
    [`POST ${web}/:id/read`]: discussion('everyone', { upTo: '1' }),
    [`POST ${web}/:id/reply`]: discussion('account', { body: 'A reply' }),
    [`POST ${web}/:id/restore`]: discussion('facilitator'),
    [`GET ${web}/:id/follow`]: discussion('account'),
    [`POST ${web}/:id/follow`]: discussion('account', { level: 'follow' }),
    [`POST ${web}/:id/state`]: discussion('facilitator', { do: 'pin' }),
    [`GET ${web}/:id/split`]: discussion('facilitator'),
    [`POST ${web}/:id/split`]: discussion('facilitator', { title: 'Apart', from: '2' }),
    [`GET ${web}/:id/move`]: discussion('facilitator'),
    [`POST ${web}/:id/move`]: discussion('facilitator', { space: '1' }),
    [`GET ${web}/:id/merge`]: discussion('facilitator'),
    [`POST ${web}/:id/merge`]: discussion('facilitator', { into: 'x' }),
    [`GET ${web}/posts/:id`]: post('everyone'),
    [`GET ${web}/posts/:id/edit`]: post('author'),
    [`POST ${web}/posts/:id/edit`]: post('author', { body: 'Edited' }),
    [`GET ${web}/posts/:id/delete`]: post('author'),
    [`POST ${web}/posts/:id/delete`]: post('author'),
    [`POST ${web}/posts/:id/restore`]: post('facilitator'),
    [`POST ${web}/posts/:id/react`]: post('member', { kind: 'thanks' }),
    [`GET ${web}/posts/:id/history`]: post('everyone'),
    [`GET ${web}/posts/:id/files/:file/:name`]: 'open',
    [`POST ${web}/posts/:id/accept`]: post('author'),
    [`POST ${web}/posts/:id/unaccept`]: post('author'),
    [`GET ${api}/discussions`]: 'everyone',
    [`POST ${api}/discussions`]: { who: 'account', form: { title: 'A title', body: 'A body' } },
    [`GET ${api}/discussions/:id`]: discussion('everyone'),
    [`GET ${api}/discussions/:id/posts`]: discussion('everyone'),
    [`POST ${api}/discussions/:id/posts`]: discussion('account', { body: 'A reply' }),
    [`PUT ${api}/discussions/:id/pinned`]: discussion('facilitator'),
    [`DELETE ${api}/discussions/:id/pinned`]: discussion('facilitator'),
    [`PUT ${api}/discussions/:id/closed`]: discussion('facilitator'),
    [`DELETE ${api}/discussions/:id/closed`]: discussion('facilitator'),
    [`PUT ${api}/discussions/:id/follow`]: discussion('account', { level: 'follow' }),
    [`POST ${api}/discussions/:id/move`]: discussion('facilitator', { space: 1 }),
    [`POST ${api}/discussions/:id/merge`]: discussion('facilitator', { into: '1' }),
    [`POST ${api}/discussions/:id/split`]: discussion('facilitator', { title: 'Apart', posts: ['1'] }),
    [`GET ${api}/unread`]: 'account',
    [`PUT ${api}/discussions/:id/read`]: discussion('account', { number: 1 }),
    [`GET ${api}/posts/:id`]: post('everyone'),
    [`GET ${api}/posts/:id/history`]: post('everyone'),
    [`PATCH ${api}/posts/:id`]: post('author', { body: 'Edited' }),
    [`DELETE ${api}/posts/:id`]: post('author'),
    [`POST ${api}/posts/:id/restore`]: post('facilitator'),
    [`PUT ${api}/posts/:id/reactions/:kind`]: { who: 'member', params: { id: 'reply', kind: '=thanks' } },
    [`DELETE ${api}/posts/:id/reactions/:kind`]: { who: 'member', params: { id: 'reply', kind: '=thanks' } },
    [`PUT ${api}/posts/:id/accepted`]: post('author'),
    [`DELETE ${api}/posts/:id/accepted`]: post('author'),
    [`POST ${api}/attachments`]: 'account',
    'GET /api/v1/me/drafts': 'account',
    'PUT /api/v1/me/drafts/:key': { who: 'account', params: { key: '=new:1' }, form: { fields: { body: 'Begun' } } },
    'DELETE /api/v1/me/drafts/:key': { who: 'account', params: { key: '=new:1' } },
    'PUT /drafts/:key': { who: 'account', params: { key: '=new:1' } },
    'DELETE /drafts/:key': { who: 'account', params: { key: '=new:1' } },
    'POST /drafts/:key/discard': { who: 'account', params: { key: '=new:1' } },
  },
};
