import type { FeatureRules, Rule, Who } from './rules.ts';

const web = '/c/:community';
const api = '/api/v1/communities/:community';
const room = (who: Who, form: Rule['form'] = {}): Rule => ({ who, params: { slug: 'room' }, form });
const request = (who: Who, form: Rule['form'] = {}): Rule => ({ who, params: { id: 'request' }, form });

/** Rooms: their life, merging and splitting, and requests for new ones. */
export const rooms: FeatureRules = {
  rules: {
    [`GET ${web}/state`]: 'facilitator',
    // Sent without a word of what to do, so that the room stays for what follows.
    [`POST ${web}/state`]: 'facilitator',
    [`GET ${web}/members/add`]: 'facilitator',
    [`POST ${web}/members/add`]: { who: 'facilitator', form: { handles: 'leila' } },
    [`GET ${web}/merge`]: 'facilitator',
    [`POST ${web}/merge`]: 'facilitator',
    [`GET ${web}/rooms/requests`]: 'member',
    [`GET ${web}/rooms/requests/new`]: 'member',
    [`POST ${web}/rooms/requests`]: 'member',
    [`POST ${web}/rooms/requests/:id/join`]: request('member'),
    [`POST ${web}/rooms/requests/:id/withdraw`]: request('author'),
    [`POST ${web}/rooms/requests/:id/decide`]: request('facilitator'),
    // Whose facilitator runs the room alone may not give it away: it is the community's.
    // No event: for everybody it is missing.
    [`GET ${web}/event.ics`]: 'open',
    [`GET ${web}/move`]: 'of_all',
    [`POST ${web}/move`]: 'of_all',
    [`GET ${web}/split`]: 'facilitator',
    [`POST ${web}/split`]: 'facilitator',
    [`GET ${api}/rooms`]: 'everyone',
    [`POST ${api}/rooms`]: { who: 'facilitator', form: { name: 'By rule' } },
    [`GET ${api}/rooms/:slug`]: room('member'),
    [`PUT ${api}/rooms/:slug`]: room('facilitator', { name: 'Renamed' }),
    [`PUT ${api}/rooms/:slug/state`]: room('facilitator', { to: 'active' }),
    [`POST ${api}/rooms/:slug/members`]: room('facilitator', { handles: 'leila' }),
    [`POST ${api}/rooms/:slug/merge`]: room('facilitator', { into: 1 }),
    [`POST ${api}/rooms/:slug/split`]: room('facilitator', { name: 'Apart', people: [1] }),
    [`POST ${api}/rooms/:slug/move`]: room('facilitator', { to: 'nowhere' }),
    [`GET ${api}/room-requests`]: 'member',
    [`POST ${api}/room-requests`]: { who: 'member', form: { name: 'By rule', purpose: 'To try' } },
    [`PUT ${api}/room-requests/:id/wish`]: request('member'),
    [`DELETE ${api}/room-requests/:id/wish`]: request('member'),
    [`DELETE ${api}/room-requests/:id`]: request('author'),
    [`PUT ${api}/room-requests/:id/decision`]: request('facilitator', { decision: 'decline', answer: 'Not now' }),
  },
  async things(world) {
    const { slug } = (await world.as('anjali').send({ method: 'POST', url: '/api/v1/communities/mel/rooms', payload: { name: `Room ${Math.random()}` } })).json<{ slug: string }>();
    const leila = world.as('leila');
    const asked = await leila.send({ method: 'POST', url: '/api/v1/communities/mel/room-requests', payload: { name: 'A room', purpose: 'To try who may' } });
    const { id } = asked.json<{ id?: number }>();
    if (id !== undefined) return { room: slug, request: String(id) };
    const { requests } = (await leila.get('/api/v1/communities/mel/room-requests')).json<{ requests: { id: number; requester: string }[] }>();
    return { room: slug, request: String(requests.find(({ requester }) => requester === 'leila')!.id) };
  },
};
