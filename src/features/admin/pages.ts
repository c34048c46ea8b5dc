import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { idParam, parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { deadJobs, discardJob, jobCounts, reviveJob } from '#platform/jobs/index.ts';
import { outgoingCounts } from '#platform/mail/outbox/queries.ts';
import { mailboxMessage, mailboxMessages } from '#platform/mail/queries.ts';
import { renderMailText } from '#platform/text/mail-text.ts';
import type { Component } from 'svelte';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { createCommunity, listCommunities, newCommunity, SpaceForm } from '../communities/index.ts';
import { adminCtx } from './access.ts';
import { hostCounts } from './queries.ts';
import Jobs from './views/Jobs.svelte';
import Mail from './views/Mail.svelte';
import Mailbox from './views/Mailbox.svelte';
import Overview from './views/Overview.svelte';

const DEAD_SHOWN = 100;
const MAILS_A_PAGE = 50;

export function adminPages(app: FastifyInstance): void {
  app.get('/admin', overview);
  app.get('/admin/communities/new', (request, reply) => newForm(request, reply, {}, {}, 200));
  app.post('/admin/communities', found);
  app.get('/admin/mailbox', mailbox);
  app.get('/admin/mailbox/:id', mail);
  app.get('/admin/mailbox/:id/raw', raw);
  app.get('/admin/jobs', jobs);
  app.post('/admin/jobs/:id/again', again);
  app.post('/admin/jobs/:id/discard', discard);
}

function show<P extends object>(request: FastifyRequest, reply: FastifyReply, view: Component<P>, props: P, title: string, status = 200): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  const crumbs = [{ href: '/admin', label: t('admin.title') }];
  return page(request, reply, view, props, { title: t(title), status, noIndex: true, crumbs: title === 'admin.title' ? [] : crumbs });
}

async function overview(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, services, now } = adminCtx(request.ctx);
  const props = {
    communities: await listCommunities(db),
    counts: await hostCounts(db),
    jobs: await jobCounts(db, now),
    engine: services.database.engine,
    node: process.version,
    sends: services.mailer.sends,
    mails: await outgoingCounts(db),
    memory: process.memoryUsage().rss,
  };
  return show(request, reply, Overview, props, 'admin.title');
}

function newForm(request: FastifyRequest, reply: FastifyReply, values: object, errors: FormErrors, status: number): FastifyReply {
  const t = translator(adminCtx(request.ctx).viewer.language);
  const props = {
    title: t('admin.new_community'),
    action: '/admin/communities',
    values: values as Record<string, string>,
    errors,
    parts: { slug: true, colours: true },
    visibilities: ['public', 'members'],
    button: t('admin.new_community'),
  };
  return show(request, reply, SpaceForm, props, 'admin.new_community', status);
}

async function found(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const ctx = adminCtx(request.ctx);
  return attempt(
    request,
    async () => {
      parseInput(newCommunity, request.body);
      const { slug } = await createCommunity(ctx, typed(request) as Parameters<typeof createCommunity>[1]);
      return seeOther(reply, `/c/${slug}`);
    },
    (errors, status) => newForm(request, reply, typed(request), errors, status),
  );
}

async function mailbox(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = adminCtx(request.ctx);
  const before = Number(query(request, 'before')) || Number.MAX_SAFE_INTEGER;
  const mails = await mailboxMessages(db, before, MAILS_A_PAGE + 1);
  const shown = mails.slice(0, MAILS_A_PAGE);
  return show(request, reply, Mailbox, { mails: shown, older: mails.length > shown.length ? `?before=${shown.at(-1)!.id}` : null }, 'admin.mailbox');
}

async function mail(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = adminCtx(request.ctx);
  const kept = await mailboxMessage(db, idParam(request));
  if (!kept) throw notFound();
  const { simpleParser } = await import('mailparser');
  const { text = '' } = await simpleParser(Buffer.from(kept.raw));
  const t = translator(request.ctx.viewer.language);
  const { html } = renderMailText(text, { labels: { quote: t('import.quote'), signature: t('import.signature') } });
  return show(request, reply, Mail, { id: kept.id, to: kept.recipient, subject: kept.subject, at: kept.created_at, html }, 'admin.mailbox');
}

async function raw(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = adminCtx(request.ctx);
  const kept = await mailboxMessage(db, idParam(request));
  if (!kept) throw notFound();
  return reply.type('message/rfc822').header('content-disposition', `attachment; filename="mail-${kept.id}.eml"`).send(Buffer.from(kept.raw));
}

async function jobs(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, now } = adminCtx(request.ctx);
  const dead = (await deadJobs(db, DEAD_SHOWN)).map(({ id, kind, attempts, last_error, dead_at }) => ({ id, kind, attempts, dead_at, error: last_error?.split('\n')[0] ?? '' }));
  return show(request, reply, Jobs, { dead, counts: await jobCounts(db, now) }, 'admin.jobs');
}

async function again(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, now, services } = adminCtx(request.ctx);
  if (!(await reviveJob(db, idParam(request), now))) throw notFound();
  services.jobs.wake();
  flash(reply, 'admin.again_done');
  return seeOther(reply, '/admin/jobs');
}

async function discard(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = adminCtx(request.ctx);
  if (!(await discardJob(db, idParam(request)))) throw notFound();
  flash(reply, 'admin.discarded');
  return seeOther(reply, '/admin/jobs');
}
