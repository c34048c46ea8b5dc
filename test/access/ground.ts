import { transaction } from '#platform/context.ts';
import { defineJob } from '#platform/jobs/index.ts';
import type { World } from '#test/world.ts';
import type { FeatureRules } from './rules.ts';

const web = '/c/:community';
const api = '/api/v1/communities';

/** People, communities, search, the host's pages. */
export const ground: FeatureRules = {
  rules: {
    'GET /': 'open',
    'GET /*': 'open',
    'GET /healthz': 'open',
    'GET /readyz': 'open',
    'GET /metrics': 'open',
    'GET /reset': 'open',
    'POST /reset': 'open',
    'GET /sign-up': 'open',
    'POST /sign-up': 'open',
    'GET /sign-in': 'open',
    'POST /sign-in': 'open',
    'POST /sign-in/mail': 'open',
    'GET /sign-in/link': 'open',
    'POST /sign-in/link': 'open',
    'POST /sign-out': 'open',
    'GET /set-up': 'open',
    'POST /set-up': 'open',
    'GET /confirm': 'open',
    'POST /confirm': 'open',
    'GET /forgot': 'open',
    'POST /forgot': 'open',
    'POST /theme': 'open',
    'GET /me/settings': 'account',
    'POST /me/settings': 'account',
    'POST /me/photo': 'account',
    'POST /me/password': 'account',
    'POST /me/tokens': 'account',
    'POST /me/tokens/:id/revoke': { who: 'account', params: { id: '=1' } },
    // Tried by nobody here: it would end the sessions of all that follow.
    'POST /me/sign-out-everywhere': 'open',
    'GET /people/:handle': { who: 'everyone', params: { handle: '=leila' } },
    'GET /people/:handle/photo': 'open',
    'GET /admin': 'host',
    'GET /admin/communities/new': 'host',
    'POST /admin/communities': 'host',
    'GET /admin/mailbox': 'host',
    'GET /admin/mailbox/:id': { who: 'host', params: { id: 'letter' } },
    'GET /admin/mailbox/:id/raw': { who: 'host', params: { id: 'letter' } },
    'GET /admin/mail-out': 'host',
    'POST /admin/mail-out/again': 'host',
    'POST /admin/mail-out/discard': 'host',
    'POST /admin/mail-out/:id/again': { who: 'host', params: { id: 'mail' } },
    'POST /admin/mail-out/:id/discard': { who: 'host', params: { id: 'mail' } },
    'GET /api/v1/host/mails': 'host',
    'POST /api/v1/host/mails/:id/again': { who: 'host', params: { id: 'mail' } },
    'DELETE /api/v1/host/mails/:id': { who: 'host', params: { id: 'mail' } },
    'GET /admin/jobs': 'host',
    'POST /admin/jobs/:id/again': { who: 'host', params: { id: 'job' } },
    'POST /admin/jobs/:id/discard': { who: 'host', params: { id: 'job' } },
    [`PUT ${api}/:community/mail`]: { who: 'facilitator', form: { replies: 'list' } },
    'GET /api/v1/me': 'account',
    'GET /api/v1/openapi.json': 'everyone',
    [`GET ${api}`]: 'everyone',
    [`GET ${api}/:community`]: 'everyone',
    [`GET ${api}/:community/members`]: 'everyone',
    [`PUT ${api}/:community/membership`]: 'account',
    [`DELETE ${api}/:community/membership`]: 'open',
    [`GET ${api}/:community/search`]: 'everyone',
    [`GET ${web}`]: 'everyone',
    [`GET ${web}/about`]: 'everyone',
    [`GET ${web}/members`]: 'everyone',
    [`POST ${web}/members/role`]: { who: 'facilitator', form: { person: '@tomasi', role: 'member' } },
    [`GET ${web}/rooms`]: 'everyone',
    [`POST ${web}/rooms`]: 'facilitator',
    [`GET ${web}/rooms/new`]: 'facilitator',
    [`POST ${web}/join`]: 'account',
    // Tried by nobody here: who left has no more to say in what follows.
    [`POST ${web}/leave`]: 'open',
    [`GET ${web}/logo/:file`]: 'open',
    [`GET ${web}/settings`]: 'facilitator',
    [`POST ${web}/settings`]: 'facilitator',
    [`POST ${web}/settings/logo`]: 'facilitator',
    [`GET ${web}/search`]: 'everyone',
    [`GET ${web}/search/suggest`]: 'everyone',
  },
  async things(world) {
    await world.as('leila').post('/forgot', { address: 'leila@example.org' });
    await failingJob(world);
    await world.work();
    const first = async (path: string, pattern: RegExp) => pattern.exec((await world.as('anjali').get(path)).body)![1]!;
    return {
      letter: await first('/admin/mailbox', /\/admin\/mailbox\/(\d+)/),
      job: await first('/admin/jobs', /\/admin\/jobs\/(\d+)\/again/),
      mail: await failedMail(world),
      tomasi: String(world.as('tomasi').personId),
    };
  },
};

async function failedMail(world: World): Promise<string> {
  const mail = { priority: 5, recipient: 'a@away.example', sequence: null, message: '{}', run_at: 1, created_at: 1, locked_until: null, locked_by: null, last_error: 'refused', failed_at: 1 };
  return String((await world.services.database.db.insertInto('outgoing_mails').values(mail).returning('id').executeTakeFirstOrThrow()).id);
}

async function failingJob(world: World): Promise<void> {
  defineJob('test.cannot', () => Promise.reject(new Error('no')), { attempts: 1 });
  await transaction(await world.ctx('anjali'), (ctx) => ctx.services.jobs.enqueue(ctx, 'test.cannot', {}));
}
