import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createContext } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { idParam, param, parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { communityNow, PLACES, placeOf, readablePlace, spaceById } from '../../communities/index.ts';
import { viewerOfId } from '../../people/index.ts';
import { editedIssue, type EditedIssue } from '../access.ts';
import { contentOf } from '../mail/content.ts';
import { previewHref, previewPage } from '../preview/pages.ts';
import { issueById } from '../queries.ts';
import { note, returning } from '../schema.ts';
import { readSigned } from '../subscribing/token.ts';
import Approve from '../views/Approve.svelte';
import { approve, reopen, requestApproval, sendBack } from './actions.ts';

/** A link to approve holds so long. */
const HOLDS = 30 * 86_400_000;

const acts = {
  request: { told: 'newsletters.requested', act: async (request: FastifyRequest, issue: EditedIssue) => requestApproval(request.ctx, issue, parseInput(note, typed(request)).note) },
  approve: { told: 'newsletters.approved', act: async (request: FastifyRequest, issue: EditedIssue) => approve(request.ctx, issue, parseInput(note, typed(request)).note) },
  return: { told: 'newsletters.returned', act: async (request: FastifyRequest, issue: EditedIssue) => sendBack(request.ctx, issue, parseInput(returning, typed(request)).note) },
  reopen: { told: 'newsletters.reopened', act: async (request: FastifyRequest, issue: EditedIssue) => reopen(request.ctx, issue) },
};

export function approvingPages(app: FastifyInstance): void {
  for (const at of PLACES)
    for (const [name, { told, act }] of Object.entries(acts)) app.post(`${at}/newsletters/:id/${name}`, (request, reply) => doAndShow(request, reply, told, act));
  app.get('/newsletters/approve/:token', (request, reply) => mailedPage(request, reply, {}, 200));
  app.post('/newsletters/approve/:token', decideByMail);
}

async function doAndShow(request: FastifyRequest, reply: FastifyReply, told: string, act: (request: FastifyRequest, issue: EditedIssue) => Promise<void>): Promise<FastifyReply> {
  const place = await placeOf(request);
  const issue = await editedIssue(request.ctx, place, idParam(request));
  return attempt(
    request,
    async () => {
      await act(request, issue);
      flash(reply, told);
      return seeOther(reply, previewHref(issue));
    },
    async (errors, status) => previewPage(request, reply, place, await editedIssue(request.ctx, place, issue.id), errors, status),
  );
}

/** Whoever the mail was for, as they are now, and the issue that they were asked about: if it still waits for that. */
async function asked(request: FastifyRequest) {
  const { services, now, db } = request.ctx;
  const [communityOnce, issueId, personId, at] = (await readSigned(services, 'approve', param(request, 'token'))) ?? [];
  if (communityOnce === undefined || issueId === undefined || personId === undefined || at === undefined || at < now - HOLDS) throw notFound();
  const communityId = await communityNow(db, communityOnce, 'items', issueId);
  const viewer = await viewerOfId(services, personId);
  const [issue, community] = [await issueById(db, communityId, issueId), await spaceById(db, communityId, communityId)];
  if (!viewer || !issue || !community) throw notFound();
  const ctx = createContext(services, viewer);
  const room = issue.space_id === communityId ? null : ((await spaceById(db, communityId, issue.space_id))?.slug ?? null);
  const place = await readablePlace(ctx, community.slug, room);
  const edited = await editedIssue(ctx, place, issueId);
  return { ctx, issue: edited, place, waits: edited.state === 'waiting' && edited.requested_at === at };
}

/** Opening the link changes nothing; a button does. */
async function mailedPage(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx, issue, place, waits } = await asked(request);
  const t = translator(ctx.viewer.language);
  const content = await contentOf(ctx, issue, place.spaces);
  const props = { token: param(request, 'token'), content: { ...content, issue }, waits, state: issue.state, note: String(typed(request).note ?? ''), errors, name: ctx.viewer.name ?? '' };
  return page(request, reply, Approve, props, { title: t('newsletters.approve_title', { title: issue.title }), status, noIndex: true });
}

async function decideByMail(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return attempt(
    request,
    async () => {
      const { ctx, issue, waits } = await asked(request);
      if (!waits) throw new Refusal('conflict', 'newsletters.error.state');
      if (typed(request).do === 'return') await sendBack(ctx, issue, parseInput(returning, typed(request)).note);
      else await approve(ctx, issue, parseInput(note, typed(request)).note);
      return seeOther(reply, request.url);
    },
    (errors, status) => mailedPage(request, reply, errors, status),
  );
}
