import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { idParam, parseInput, query, typed } from '#platform/http/params.ts';
import { Refusal, type FieldErrors } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { onceKey } from '#platform/once/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { inPlace, PLACES, placeOf, spaceFor, spacesOfCommunity, switchedOff, type RequestPlace } from '../../communities/index.ts';
import { writtenLanguages } from '../../people/index.ts';
import { commonPlace, EDIT, editedIssue, type EditedIssue } from '../access.ts';
import { hrefOfIssue, listOf } from '../links.ts';
import { contentOf } from '../mail/content.ts';
import { hintsFor } from '../mail/hints.ts';
import { renderingOf } from '../mail/letter.ts';
import { renderIssue } from '../mail/render.ts';
import { monthBlocks, titleOf } from '../monthly/draft.ts';
import { blocksOf, stepsOf } from '../queries.ts';
import { acting, blockText, blockWeight, issueHead, newIssue, picking, TEMPLATES } from '../schema.ts';
import { settingsOf } from '../settings/queries.ts';
import { localTime } from '../sending/zones.ts';
import { newsletterSources } from '../sources.ts';
import type { Weight } from '../tables.ts';
import Compose from '../views/Compose.svelte';
import New from '../views/New.svelte';
import Pick from '../views/Pick.svelte';
import { discardIssue, makeIssue, pickItems, saveDraft, type Act, type Draft } from './actions.ts';
import { lastSent } from './queries.ts';
import { blocksOfTemplate } from './template.ts';

const DAY = 86_400_000;
/** How far back items are offered where no issue went out before. */
const BACK = 31 * DAY;

export function composingPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/newsletters/new`, newPage);
    app.post(`${at}/newsletters`, make);
    app.get(`${at}/newsletters/:id/compose`, compose);
    app.post(`${at}/newsletters/:id/compose`, save);
    app.get(`${at}/newsletters/:id/pick`, pickPage);
    app.post(`${at}/newsletters/:id/pick`, pick);
    app.post(`${at}/newsletters/:id/discard`, discard);
  }
}

export function composeHref({ place, home, id }: EditedIssue): string {
  return `${listOf(place, home)}/${id}/compose`;
}

async function newPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  spaceFor(request.ctx, place, EDIT);
  return newForm(request, reply, place, { template: 'monthly' }, {}, 200);
}

function newForm(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, values: object, errors: FormErrors, status: number): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  const props = { list: listOf(place, place.space), values: { once: onceKey(), ...values } as Record<string, string>, errors, templates: TEMPLATES };
  return page(request, reply, New, props, inPlace(request, place, { title: t('newsletters.new'), door: 'know', status, noIndex: true }));
}

async function make(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const space = spaceFor(ctx, place, EDIT);
  return attempt(
    request,
    async () => {
      const fields = typed(request);
      const month = await lastMonth(request, place);
      const input = parseInput(newIssue, { ...fields, ...(fields.template === 'monthly' && !fields.title && { title: titleOf(space, month) }) });
      const t = translator(space.language);
      const blocks = input.template === 'monthly' ? await monthBlocks(ctx, space, await spacesOfCommunity(ctx.db, space.community_id), month) : blocksOfTemplate(input.template, t);
      const id = await makeIssue(ctx, space, input, blocks, String(fields.once ?? '') || null);
      return seeOther(reply, `${listOf(place, space)}/${id}/compose`);
    },
    (errors, status) => newForm(request, reply, place, typed(request), errors, status),
  );
}

/** The month that a new update is about: the one that ended, or towards the end of a month this one. */
async function lastMonth({ ctx }: FastifyRequest, place: RequestPlace): Promise<string> {
  const { zone } = await settingsOf(ctx.db, place.space);
  const { day } = localTime(ctx.now, zone);
  const { year, month } = localTime(day > 20 ? ctx.now : ctx.now - 31 * DAY, zone);
  return `${year}-${String(month).padStart(2, '0')}`;
}

async function compose(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const issue = await editedIssue(request.ctx, place, idParam(request));
  const self = `${listOf(place, place.space)}/${issue.id}`;
  if (issue.state === 'sent') return reply.redirect(hrefOfIssue(listOf(place, place.space), issue));
  if (issue.state !== 'draft') return reply.redirect(`${self}/preview`);
  return composePage(request, reply, place, issue, {}, {}, 200);
}

async function composePage(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, issue: EditedIssue, values: Record<string, unknown>, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  const t = translator(ctx.viewer.language);
  const list = listOf(place, place.space);
  const content = await contentOf(ctx, issue, place.spaces);
  const rendered = renderIssue(content, renderingOf(ctx.services.config, content, { why: 'member', unsubscribe: '', logo: null }, []));
  const props = {
    issue: { ...issue, ...values },
    blocks: content.blocks.map((block) => ({ ...block, text: String(values[`text.${block.id}`] ?? block.text) })),
    self: `${list}/${issue.id}`,
    version: issue.updated_at,
    errors,
    languages: writtenLanguages(ctx.viewer.language, issue.language, place.community.language),
    open: place.community.visibility === 'public' && place.space.visibility === 'public',
    hints: hintsFor(content, rendered),
    steps: await stepsOf(ctx.db, issue.community_id, issue.id),
  };
  const crumbs = [{ href: list, label: t('newsletters.title') }];
  return page(request, reply, Compose, props, inPlace(request, place, { title: issue.title, door: 'know', crumbs, status, noIndex: true }));
}

/** Keeps all that was typed, then does what the button says. */
async function save(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const issue = await editedIssue(ctx, place, idParam(request));
  const fields = typed(request);
  const self = `${listOf(place, place.space)}/${issue.id}`;
  return attempt(
    request,
    async () => {
      const { do: what, version } = parseInput(acting, fields);
      const draft = await draftIn(request, issue, version ?? null);
      const focus = await saveDraft(ctx, issue, draft, actOf(what));
      if (what === 'preview') return seeOther(reply, `${self}/preview`);
      if (what === 'pick') return seeOther(reply, `${self}/pick`);
      if (what === 'save') flash(reply, 'newsletters.saved');
      return seeOther(reply, `${self}/compose${focus ? `#block-${focus}` : ''}`);
    },
    async (errors, status) => composePage(request, reply, place, await editedIssue(ctx, place, issue.id), fields, errors, status),
  );
}

function actOf(what: string): Act | null {
  const [name, about] = what.split('.') as [string, string];
  if (name === 'add') return { do: 'add', kind: about as 'heading' | 'text' };
  return name === 'up' || name === 'down' || name === 'remove' ? { do: name, block: Number(about) } : null;
}

/** A draft as the form has it: every wrong field is named at once. */
async function draftIn({ ctx, body }: FastifyRequest, issue: EditedIssue, version: number | null): Promise<Draft> {
  const fields = (body ?? {}) as Record<string, unknown>;
  const wrong: FieldErrors = {};
  const texts = new Map<number, string>();
  const weights = new Map<number, Weight>();
  for (const { id, kind } of await blocksOf(ctx.db, issue.community_id, issue.id)) {
    const weight = blockWeight.safeParse(fields[`weight.${id}`]);
    if (weight.success) weights.set(id, weight.data);
    const given = fields[`text.${id}`];
    if (typeof given !== 'string') continue;
    const parsed = blockText[kind].safeParse(given);
    if (parsed.success) texts.set(id, parsed.data);
    else wrong[`text.${id}`] = parsed.error.issues[0]!.message;
  }
  const head = issueHead.safeParse(fields);
  for (const { path, message } of head.error?.issues ?? []) wrong[path.join('.')] ??= message;
  if (!head.success || Object.keys(wrong).length > 0) throw new Refusal('invalid', 'errors.invalid', { fields: wrong });
  return { head: head.data, texts, weights, version };
}

async function pickPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  return pickForm(request, reply, place, await editedIssue(request.ctx, place, idParam(request)), {}, 200);
}

async function pickForm(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, issue: EditedIssue, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  const t = translator(ctx.viewer.language);
  const list = listOf(place, place.space);
  const days = Math.min(Math.max(Number(query(request, 'days')) || 0, 0), 400);
  const since = days > 0 ? ctx.now - days * DAY : Math.min((await lastSent(ctx.db, issue.community_id, issue.space_id)) ?? ctx.now - BACK, ctx.now - 7 * DAY);
  const common = commonPlace(place.spaces, place.space, issue.audience);
  const there = new Set((await blocksOf(ctx.db, issue.community_id, issue.id)).flatMap(({ source, item_id }) => (source ? [`${source}:${item_id}`] : [])));
  const groups = await Promise.all(
    newsletterSources(switchedOff(place)).map(async ({ kind, label, candidates }) => ({
      label: t(label),
      items: (await candidates(ctx, common, since, ctx.now + 1)).map((item) => ({ ...item, value: `${kind}:${item.id}`, there: there.has(`${kind}:${item.id}`) })),
    })),
  );
  const props = { self: `${list}/${issue.id}`, since, days, groups: groups.filter(({ items }) => items.length > 0), errors };
  const crumbs = [{ href: list, label: t('newsletters.title') }, { href: `${props.self}/compose`, label: issue.title }];
  return page(request, reply, Pick, props, inPlace(request, place, { title: t('newsletters.pick'), door: 'know', crumbs, status, noIndex: true }));
}

async function pick(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const issue = await editedIssue(request.ctx, place, idParam(request));
  return attempt(
    request,
    async () => {
      const { items } = parseInput(picking, typed(request));
      await pickItems(request.ctx, issue, items);
      flash(reply, 'newsletters.picked', { n: items.length });
      return seeOther(reply, composeHref(issue));
    },
    (errors, status) => pickForm(request, reply, place, issue, errors, status),
  );
}

async function discard(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  await discardIssue(request.ctx, await editedIssue(request.ctx, place, idParam(request)));
  flash(reply, 'newsletters.discarded');
  return seeOther(reply, listOf(place, place.space));
}
