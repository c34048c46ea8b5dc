import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { idParam } from '#platform/http/params.ts';
import { baseUrl } from '../../config.ts';
import { apiRoute, linkNext } from '../api/index.ts';
import { can, placeOf, spaceFor, spacesOfCommunity, type Place } from '../communities/index.ts';
import { EDIT, editedIssue, isMember, readableIssue, type ReadableIssue } from './access.ts';
import { approve, requestApproval, sendBack } from './approving/actions.ts';
import { sentIssues } from './archive/queries.ts';
import { blocksFrom, makeIssue, usualAudience } from './composing/actions.ts';
import { openIssues } from './composing/queries.ts';
import { hrefOfIssue, listOf } from './links.ts';
import { contentOf, type ShownBlock } from './mail/content.ts';
import { monthBlocks } from './monthly/draft.ts';
import { monthBefore } from './sending/zones.ts';
import type { Issue } from './queries.ts';
import { note, returning, sendingAt, wholeIssue } from './schema.ts';
import { cancel, schedule } from './sending/actions.ts';
import { settingsOf } from './settings/queries.ts';
import { WEIGHTS } from './tables.ts';

const issueAnswer = z.object({
  id: z.number().int(),
  title: z.string(),
  template: z.enum(['monthly', 'brief', 'letter']),
  language: z.string(),
  audience: z.enum(['readers', 'members']),
  state: z.enum(['draft', 'waiting', 'approved', 'scheduled', 'sent']),
  number: z.number().int().nullable(),
  scheduled_for: z.iso.datetime().nullable(),
  sent_at: z.iso.datetime().nullable(),
  url: z.url(),
});
const blockAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string() }),
  z.object({ kind: z.literal('text'), text: z.string(), html: z.string() }),
  z.object({ kind: z.literal('item'), text: z.string(), weight: z.enum(WEIGHTS), card: z.object({ title: z.string(), summary: z.string(), credit: z.string().nullable(), url: z.url() }).nullable() }),
]);
const wholeAnswer = issueAnswer.extend({ introduction: z.string(), blocks: z.array(blockAnswer) });
const one = z.object({ newsletter: wholeAnswer });

const room = z.object({ room: z.string().max(40).optional() });
const list = '/communities/:community/newsletters';
const self = `${list}/:id`;

/** Newsletters for programs: the same actions as the pages. */
export function newsletterApi(app: FastifyInstance): void {
  reading(app);
  writing(app);
  deciding(app);
}

async function placeFor(request: FastifyRequest, { room }: { room?: string | undefined }): Promise<Place> {
  if (room) (request.params as Record<string, string>).room = room;
  return placeOf(request);
}

const moment = (at: number | null) => (at === null ? null : new Date(at).toISOString());

function asIssue({ ctx }: FastifyRequest, place: Place, issue: Issue): z.input<typeof issueAnswer> {
  const { id, title, template, language, audience, state, number, scheduled_for, sent_at } = issue;
  const url = baseUrl(ctx.services.config) + hrefOfIssue(listOf(place, place.space), issue);
  return { id, title, template, language, audience, state, number, scheduled_for: moment(scheduled_for), sent_at: moment(sent_at), url };
}

async function whole(request: FastifyRequest, issue: ReadableIssue): Promise<z.input<typeof one>> {
  const base = baseUrl(request.ctx.services.config);
  const { blocks } = await contentOf(request.ctx, issue, issue.place.spaces);
  const shown = blocks.map((block: ShownBlock): z.input<typeof blockAnswer> => {
    if (block.kind === 'heading') return { kind: block.kind, text: block.text };
    if (block.kind === 'text') return { kind: block.kind, text: block.text, html: block.html };
    const { card } = block;
    return { kind: block.kind, text: block.text, weight: block.weight, card: card && { title: card.title, summary: card.summary, credit: card.credit, url: base + card.href } };
  });
  return { newsletter: { ...asIssue(request, issue.place, issue), introduction: issue.introduction, blocks: shown } };
}

function reading(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: list,
    summary: 'Newsletters that went out, newest first; with drafts=true, what is under way',
    query: room.extend({
      limit: z.coerce.number().int().min(1).max(100).default(30),
      before: z.string().regex(/^\d+\.\d+$/).optional(),
      drafts: z.stringbool().default(false),
    }),
    answer: z.object({ newsletters: z.array(issueAnswer) }),
    async handle(request, { query }, response) {
      const { ctx } = request;
      const place = await placeFor(request, query);
      if (query.drafts) {
        const space = spaceFor(ctx, place, EDIT);
        return { newsletters: (await openIssues(ctx.db, space, query.limit)).map((issue) => asIssue(request, place, issue)) };
      }
      const [at, id] = (query.before ?? '').split('.').map(Number);
      const members = isMember(ctx, place.space) || can(ctx.viewer, place.space, EDIT);
      const rows = await sentIssues(ctx.db, place.space, { members, before: query.before ? { at: at!, id: id! } : null, limit: query.limit + 1 });
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      if (rows.length > shown.length && last) linkNext(request, response, { before: `${last.sent_at}.${last.id}` });
      return { newsletters: shown.map((issue) => asIssue(request, place, issue)) };
    },
  });
  apiRoute(app, {
    method: 'GET',
    path: self,
    summary: 'One newsletter with its blocks',
    query: room,
    answer: one,
    handle: async (request, { query }) => whole(request, await readableIssue(request.ctx, await placeFor(request, query), idParam(request))),
  });
}

function writing(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'POST',
    path: list,
    summary: 'Begin a draft: with blocks, or from what happened in the month before',
    query: room,
    body: wholeIssue,
    status: 201,
    answer: one,
    async handle(request, { query, body }) {
      const { ctx } = request;
      const place = await placeFor(request, query);
      const space = spaceFor(ctx, place, EDIT);
      const blocks = body.blocks ? await blocksFrom(ctx, place, body.blocks, body.audience ?? usualAudience(space)) : body.template === 'monthly' ? await lastMonth(request, place) : [];
      const key = request.headers['idempotency-key'];
      const id = await makeIssue(ctx, space, body, blocks, typeof key === 'string' && key.length <= 100 ? key : null);
      return whole(request, await readableIssue(ctx, place, id));
    },
  });
}

async function lastMonth({ ctx }: FastifyRequest, { space }: Place) {
  const { zone } = await settingsOf(ctx.db, space);
  return monthBlocks(ctx, space, await spacesOfCommunity(ctx.db, space.community_id), monthBefore(ctx.now, zone).month);
}

function deciding(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'POST',
    path: `${self}/request`,
    summary: 'Ask a second person to approve a draft',
    query: room,
    body: note,
    handle: async (request, { query, body }) => requestApproval(request.ctx, await edited(request, query), body.note),
  });
  apiRoute(app, {
    method: 'POST',
    path: `${self}/approve`,
    summary: 'Approve an issue that waits for it',
    query: room,
    body: note,
    handle: async (request, { query, body }) => approve(request.ctx, await edited(request, query), body.note),
  });
  apiRoute(app, {
    method: 'POST',
    path: `${self}/return`,
    summary: 'Send an issue back with a word',
    query: room,
    body: returning,
    handle: async (request, { query, body }) => sendBack(request.ctx, await edited(request, query), body.note),
  });
  apiRoute(app, {
    method: 'POST',
    path: `${self}/schedule`,
    summary: 'Send at a time; now without one',
    query: room,
    body: sendingAt,
    async handle(request, { query, body }) {
      const at = body.at ? Date.parse(body.at) : request.ctx.now;
      await schedule(request.ctx, await edited(request, query), { at, zone: body.zone });
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: `${self}/cancel`,
    summary: 'Call off an appointed sending',
    query: room,
    handle: async (request, { query }) => cancel(request.ctx, await edited(request, query)),
  });
}

async function edited(request: FastifyRequest, query: { room?: string | undefined }) {
  return editedIssue(request.ctx, await placeFor(request, query), idParam(request));
}
