import { features } from '../../src/features.ts';
import type { FeatureRules } from './rules.ts';

const web = '/c/:community';

/** Permissions, named roles, switches and the log of a community. */
export const steering: FeatureRules = {
  rules: {
    [`GET ${web}/settings/mail`]: 'facilitator',
    [`POST ${web}/settings/mail`]: { who: 'facilitator', form: { replies: 'list' } },
    [`GET ${web}/permissions`]: 'everyone',
    [`POST ${web}/permissions`]: 'steward',
    [`GET ${web}/features`]: 'steward',
    [`POST ${web}/features`]: { who: 'steward', form: { on: features.map(({ name }) => name) } },
    [`GET ${web}/what-we-use`]: 'everyone',
    [`GET ${web}/log`]: 'facilitator',
    [`GET ${web}/roles`]: 'everyone',
    [`GET ${web}/roles/new`]: 'facilitator',
    [`POST ${web}/roles`]: { who: 'facilitator', form: { name: 'Keeper' } },
    [`GET ${web}/roles/:id/edit`]: { who: 'facilitator', params: { id: 'role' } },
    [`POST ${web}/roles/:id`]: { who: 'facilitator', params: { id: 'role' }, form: { name: 'Keeper' } },
    [`POST ${web}/roles/:id/remove`]: { who: 'facilitator', params: { id: 'role' } },
    [`POST ${web}/roles/:id/appoint`]: { who: 'facilitator', params: { id: 'role' }, form: { handle: 'anjali' } },
    [`POST ${web}/roles/terms/:id/end`]: { who: 'facilitator', params: { id: 'term' } },
  },
  async things(world, { href }) {
    const anjali = world.as('anjali');
    const name = `Broker ${Math.random()}`;
    await anjali.post(`${href}/roles`, { name, term_months: '12' });
    const listed = async () => (await anjali.get(`${href}/roles`)).body;
    const [, role] = new RegExp(`${name}[^]*?roles/(\\d+)/edit`).exec(await listed())!;
    await anjali.post(`${href}/roles/${role}/appoint`, { handle: 'anjali' });
    const [, term] = new RegExp(`${name}[^]*?roles/terms/(\\d+)/end`).exec(await listed())!;
    return { role: role!, term: term! };
  },
};
