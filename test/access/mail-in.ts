import { createContext } from '#platform/context.ts';
import { insertInbound } from '#platform/mail/receive/queries.ts';
import type { FeatureRules } from './rules.ts';

const web = '/c/:community';

export const mailIn: FeatureRules = {
  rules: {
    'GET /admin/mail-in': 'host',
    'GET /me/mail': 'account',
    // For whom mail came back: see mail-in.test.ts.
    'POST /me/mail': 'open',
    'GET /mail/sent/:token': 'open',
    'POST /mail/sent/:token': 'open',
    'GET /mail/again/:token': 'open',
    'POST /mail/again/:token': 'open',
    [`GET ${web}/members/mail`]: 'facilitator',
    [`GET ${web}/discussions/posts/:id/original`]: { who: 'author', params: { id: 'post' } },
    [`GET ${web}/discussions/posts/:id/original/raw`]: { who: 'author', params: { id: 'post' } },
  },
  async things(world, { href }) {
    const started = await world.as('leila').post(`${href}/discussions`, { title: 'By mail', body: 'As it came' });
    const [, post] = /\/discussions\/(\d+)/.exec(started.headers.location!)!;
    const { services } = world;
    const { db, now } = createContext(services, (await world.ctx('leila')).viewer);
    await services.blobs.write('inbound/test.eml', Buffer.from('From: leila@example.org\nSubject: By mail\n\nAs it came'), 'message/rfc822');
    const community = (await world.place('leila')).community.id;
    const row = { recipient: 'mel@copse.test', message_key: post!, raw_key: 'inbound/test.eml', size: 1, envelope_from: '', remote: null, helo: null, via: 'smtp', received_at: now } as const;
    await insertInbound(db, { ...row, sender: 'leila@example.org', subject: 'By mail', person_id: world.as('leila').personId, community_id: community, item_id: Number(post), status: 'posted', reason: 'posted', proof: 'token', settled_at: now });
    return { post: post! };
  },
};
