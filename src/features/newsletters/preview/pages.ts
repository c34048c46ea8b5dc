import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#platform/errors.ts';
import { idParam, parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import type { Ctx } from '#platform/context.ts';
import { inPlace, PLACES, placeOf, type RequestPlace } from '../../communities/index.ts';
import { mailAddressOf } from '../../people/index.ts';
import { editedIssue, type EditedIssue } from '../access.ts';
import { hrefOfIssue, listOf } from '../links.ts';
import { contentOf } from '../mail/content.ts';
import { hintsFor } from '../mail/hints.ts';
import { logoOf } from '../mail/logo.ts';
import { renderingOf } from '../mail/letter.ts';
import { renderIssue } from '../mail/render.ts';
import { stepsOf } from '../queries.ts';
import { scheduling } from '../schema.ts';
import { cancel, schedule } from '../sending/actions.ts';
import { endOf } from '../sending/fan-out.ts';
import { fieldsOf } from '../sending/zones.ts';
import { settingsOf } from '../settings/queries.ts';
import { countSubscribers } from '../subscribing/queries.ts';
import Preview from '../views/Preview.svelte';
import { queueTest } from './test.ts';

const HOUR = 3_600_000;
const FORMS = ['html', 'phone', 'text'] as const;
/** The mail's own page: its style and nothing else, shown only inside ours, without script. */
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

export function previewPages(app: FastifyInstance): void {
  // Each test is a mail: some are enough.
  const tests = app.rateFactor === 0 ? {} : { config: { rateLimit: { max: Math.ceil(10 * app.rateFactor), timeWindow: 60_000 } } };
  for (const at of PLACES) {
    app.get(`${at}/newsletters/:id/preview`, preview);
    app.get(`${at}/newsletters/:id/mail`, mailFrame);
    app.post(`${at}/newsletters/:id/test`, tests, sendTest);
    app.post(`${at}/newsletters/:id/schedule`, appoint);
    app.post(`${at}/newsletters/:id/cancel`, callOff);
  }
}

export function previewHref({ place, home, id }: EditedIssue): string {
  return `${listOf(place, home)}/${id}/preview`;
}

async function preview(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const issue = await editedIssue(request.ctx, place, idParam(request));
  if (issue.state === 'sent') return reply.redirect(hrefOfIssue(listOf(place, place.space), issue));
  return previewPage(request, reply, place, issue, {}, 200);
}

async function renderedFor(ctx: Ctx, issue: EditedIssue) {
  const content = await contentOf(ctx, issue, issue.place.spaces);
  const { unsubscribe } = await endOf(ctx.services, issue.home, `p${ctx.viewer.personId}`);
  const logo = await logoOf(ctx, content);
  const rendering = renderingOf(ctx.services.config, content, { why: 'member', unsubscribe, logo: logo && `data:image/png;base64,${logo}` }, []);
  return { content, ...renderIssue(content, rendering) };
}

/** How an issue will look, what may be wrong with it, and what comes next. */
export async function previewPage(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, issue: EditedIssue, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  const t = translator(ctx.viewer.language);
  const list = listOf(place, place.space);
  const { content, text, html } = await renderedFor(ctx, issue);
  const { approval, zone } = await settingsOf(ctx.db, issue.home);
  const usual = { ...fieldsOf(ctx.now + HOUR, ctx.viewer.timeZone), zone: ctx.viewer.timeZone };
  const props = {
    issue,
    self: `${list}/${issue.id}`,
    form: FORMS.find((name) => name === query(request, 'as')) ?? 'html',
    from: t('newsletters.mail.from', { name: issue.home.name, host: request.server.hostName }),
    text,
    hints: hintsFor(content, { text, html }),
    steps: await stepsOf(ctx.db, issue.community_id, issue.id),
    approval,
    own: issue.requested_by === ctx.viewer.personId,
    values: { ...usual, ...typed(request) } as Record<string, string>,
    zones: [...new Set([ctx.viewer.timeZone, zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])],
    recipients: { members: issue.home.member_count, outside: issue.audience === 'readers' ? await countSubscribers(ctx.db, issue.home) : 0 },
    errors,
  };
  const crumbs = [{ href: list, label: t('newsletters.title') }];
  return page(request, reply, Preview, props, inPlace(request, place, { title: issue.title, door: 'know', crumbs, status, noIndex: true }));
}

/** The HTML of the mail alone, for a frame. */
async function mailFrame(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { html } = await renderedFor(request.ctx, await editedIssue(request.ctx, place, idParam(request)));
  return reply.headers({ 'content-security-policy': MAIL_POLICY, 'cache-control': 'private, no-cache' }).type('text/html; charset=utf-8').send(html);
}

/** To oneself alone, as it will arrive. */
async function sendTest(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const issue = await editedIssue(ctx, place, idParam(request));
  return attempt(
    request,
    async () => {
      const address = await mailAddressOf(ctx.db, ctx.viewer.personId!);
      if (!address) throw new Refusal('conflict', 'newsletters.error.no_address');
      await queueTest(ctx, { communityId: issue.community_id, issueId: issue.id, personId: ctx.viewer.personId! });
      flash(reply, 'newsletters.tested', { address });
      return seeOther(reply, previewHref(issue));
    },
    (errors, status) => previewPage(request, reply, place, issue, errors, status),
  );
}

/** Now, or at a time in a zone. */
async function appoint(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const issue = await editedIssue(ctx, place, idParam(request));
  return attempt(
    request,
    async () => {
      const fields = typed(request);
      const when = fields.do === 'now' ? { at: ctx.now, zone: ctx.viewer.timeZone } : parseInput(scheduling, fields);
      await schedule(ctx, issue, when);
      flash(reply, fields.do === 'now' ? 'newsletters.sending' : 'newsletters.scheduled');
      return seeOther(reply, fields.do === 'now' ? listOf(place, place.space) : previewHref(issue));
    },
    async (errors, status) => previewPage(request, reply, place, await editedIssue(ctx, place, issue.id), errors, status),
  );
}

async function callOff(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const issue = await editedIssue(request.ctx, place, idParam(request));
  return attempt(
    request,
    async () => {
      await cancel(request.ctx, issue);
      flash(reply, 'newsletters.cancelled');
      return seeOther(reply, previewHref(issue));
    },
    async (errors, status) => previewPage(request, reply, place, await editedIssue(request.ctx, place, issue.id), errors, status),
  );
}
