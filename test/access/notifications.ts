import type { FeatureRules } from './rules.ts';

const own = '/api/v1/me';
const keys = { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };
const device = { endpoint: 'https://push.example.org/x', keys };

/** The inbox, what reaches whom, devices; and what makes the site an app. */
export const notifications: FeatureRules = {
  rules: {
    'GET /me/inbox': 'account',
    // Each opens their own; the test of the feature tries those of others.
    'GET /me/inbox/:id': 'open',
    'POST /me/inbox/read': 'account',
    'GET /me/settings/notifications': 'account',
    'POST /me/settings/notifications': 'account',
    'POST /me/settings/notifications/preset': { who: 'account', form: { preset: 'usual' } },
    'POST /me/push': 'account',
    'POST /me/push/:id/remove': 'open',
    'GET /unsubscribe/:token': 'open',
    'POST /unsubscribe/:token': 'open',
    'GET /manifest.webmanifest': 'everyone',
    'GET /icons/:file': { who: 'everyone', params: { file: '=192.png' } },
    'GET /sw.js': 'open',
    'GET /offline': 'everyone',
    [`GET ${own}/notifications`]: 'account',
    [`POST ${own}/notifications/read`]: { who: 'account', form: { up_to: 1 } },
    [`GET ${own}/notifications/settings`]: 'account',
    [`PUT ${own}/notifications/settings`]: 'account',
    [`GET ${own}/push-subscriptions`]: 'account',
    [`POST ${own}/push-subscriptions`]: { who: 'account', form: device },
    [`DELETE ${own}/push-subscriptions/:id`]: 'open',
  },
};
