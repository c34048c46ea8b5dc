import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { idParam } from '#platform/http/params.ts';
import { outgoingCounts } from '#platform/mail/outbox/queries.ts';
import { apiRoute, linkNext } from '../../api/index.ts';
import { adminCtx } from '../access.ts';
import { discard, failedMails, tryAgain } from './actions.ts';

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

const failed = z.object({ id: z.number().int(), to: z.string(), subject: z.string(), error: z.string().nullable(), attempts: z.number().int(), created_at: z.iso.datetime(), failed_at: z.iso.datetime() });

export function mailOutApi(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: '/host/mails',
    summary: 'For who runs the host: how much mail waits, and what was given up',
    query: z.object({ to: z.string().max(320).optional(), before: z.string().max(40).optional() }),
    answer: z.object({ waiting: z.number().int(), waiting_since: z.iso.datetime().nullable(), failed: z.number().int(), mails: z.array(failed) }),
    async handle(request, { query: { to, before } }, reply) {
      const ctx = adminCtx(request.ctx);
      const { waiting, since, failed } = await outgoingCounts(ctx.db);
      const { mails, older } = await failedMails(ctx, to ?? null, before ?? null);
      if (older) linkNext(request, reply, { before: older });
      return {
        waiting,
        waiting_since: iso(since),
        failed,
        mails: mails.map(({ id, recipient, subject, last_error, attempts, created_at, failed_at }) => ({ id, to: recipient, subject, error: last_error, attempts, created_at: iso(created_at)!, failed_at: iso(failed_at)! })),
      };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: '/host/mails/:id/again',
    summary: 'Send a mail that was given up once more',
    async handle(request) {
      await tryAgain(adminCtx(request.ctx), { id: idParam(request) });
    },
  });
  apiRoute(app, {
    method: 'DELETE',
    path: '/host/mails/:id',
    summary: 'Discard a mail that was given up',
    async handle(request) {
      await discard(adminCtx(request.ctx), { id: idParam(request) });
    },
  });
}
