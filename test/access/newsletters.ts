import type { At, FeatureRules, Rule, Who } from './rules.ts';
import type { World } from '#test/world.ts';

const web = '/c/:community/newsletters';
const api = '/api/v1/communities/:community/newsletters';
const on = (id: 'draft' | 'sent', who: Who, form: Rule['form'] = {}): Rule => ({ who, params: { id, number: '=1' }, form });
const drafting = { title: 'A letter', language: 'en', audience: 'readers', introduction: 'Hello' };

async function issueIn(world: World, { href }: At, title: string): Promise<string> {
  const made = await world.as('anjali').post(`${href}/newsletters`, { title, template: 'letter' });
  const id = /\/newsletters\/(\d+)/.exec(made.headers.location!)![1]!;
  await world.as('anjali').post(`${href}/newsletters/${id}/compose`, { ...drafting, title });
  return id;
}

/** Newsletters are made by those who run a place, and read by all who may read it. */
export const newsletters: FeatureRules = {
  async things(world, at) {
    await world.as('anjali').post(`${at.href}/newsletters/settings`, { clicks: 'yes', monthly: 'yes', zone: 'UTC' });
    const [draft, sent] = [await issueIn(world, at, 'A draft'), await issueIn(world, at, 'What went out')];
    await world.as('anjali').post(`${at.href}/newsletters/${sent}/compose`, { ...drafting, introduction: '[Out](https://example.org/)' });
    await world.as('anjali').post(`${at.href}/newsletters/${sent}/schedule`, { do: 'now' });
    await world.work();
    return { draft, sent };
  },
  rules: {
    [`GET ${web}`]: 'everyone',
    [`GET ${web}.atom`]: 'everyone',
    [`GET ${web}/:id`]: on('sent', 'everyone'),
    [`GET ${web}/:id.md`]: on('sent', 'everyone'),
    [`GET ${web}/:id/links/:number`]: on('sent', 'everyone'),
    [`GET ${web}/new`]: 'facilitator',
    [`POST ${web}`]: { who: 'facilitator', form: { title: 'Another', template: 'letter' } },
    [`GET ${web}/settings`]: 'facilitator',
    [`POST ${web}/settings`]: { who: 'facilitator', form: { zone: 'UTC' } },
    [`GET ${web}/:id/compose`]: on('draft', 'facilitator'),
    [`POST ${web}/:id/compose`]: on('draft', 'facilitator', drafting),
    [`GET ${web}/:id/pick`]: on('draft', 'facilitator'),
    [`POST ${web}/:id/pick`]: on('draft', 'facilitator'),
    [`POST ${web}/:id/discard`]: on('draft', 'facilitator'),
    [`GET ${web}/:id/preview`]: on('draft', 'facilitator'),
    [`GET ${web}/:id/mail`]: on('draft', 'facilitator'),
    [`POST ${web}/:id/test`]: on('draft', 'facilitator'),
    [`POST ${web}/:id/schedule`]: on('draft', 'facilitator', { do: 'now' }),
    [`POST ${web}/:id/cancel`]: on('draft', 'facilitator'),
    [`POST ${web}/:id/request`]: on('draft', 'facilitator'),
    [`POST ${web}/:id/approve`]: on('draft', 'facilitator'),
    [`POST ${web}/:id/return`]: on('draft', 'facilitator', { note: 'No' }),
    [`POST ${web}/:id/reopen`]: on('draft', 'facilitator'),
    // Somebody from outside subscribes where everybody may read; newsletters.test.ts tries where not.
    [`POST ${web}/subscribe`]: 'open',
    [`POST ${web}/subscribers/ask`]: 'facilitator',
    [`POST ${web}/choice`]: { who: 'member', form: { wanted: 'no' } },
    'GET /newsletters/confirm/:token': 'open',
    'POST /newsletters/confirm/:token': 'open',
    'GET /newsletters/unsubscribe/:token': 'open',
    'POST /newsletters/unsubscribe/:token': 'open',
    'GET /newsletters/approve/:token': 'open',
    'POST /newsletters/approve/:token': 'open',
    'GET /me/settings/newsletters': 'account',
    'POST /me/settings/newsletters': 'account',
    [`GET ${api}`]: 'everyone',
    [`GET ${api}/:id`]: on('sent', 'everyone'),
    [`POST ${api}`]: { who: 'facilitator', form: { title: 'By a program', template: 'letter' } },
    [`POST ${api}/:id/request`]: on('draft', 'facilitator'),
    [`POST ${api}/:id/approve`]: on('draft', 'facilitator'),
    [`POST ${api}/:id/return`]: on('draft', 'facilitator', { note: 'No' }),
    [`POST ${api}/:id/schedule`]: on('draft', 'facilitator'),
    [`POST ${api}/:id/cancel`]: on('draft', 'facilitator'),
  },
};
