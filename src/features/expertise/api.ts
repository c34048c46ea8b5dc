import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { invalidField } from '#platform/errors.ts';
import { idParam } from '#platform/http/params.ts';
import { baseUrl } from '../../config.ts';
import { apiRoute, askedPlace, inRoom } from '../api/index.ts';
import { placeOf } from '../communities/index.ts';
import { peopleByHandles } from '../people/index.ts';
import type { Helper } from './finder/helpers.ts';
import { findHelpers } from './finder/pages.ts';
import { askableDiscussion } from './invitations/access.ts';
import { invite } from './invitations/actions.ts';
import { invitationsOf } from './invitations/queries.ts';
import { suggestionsFor } from './invitations/suggestions.ts';
import { invitedByHandle } from './schema.ts';

const evidence = z.object({ title: z.string(), url: z.url(), snippet: z.string(), created_at: z.iso.datetime() });

/** Somebody who may help: the order of the list is the only ranking. */
const expert = z.object({
  id: z.number().int(),
  handle: z.string(),
  name: z.string(),
  headline: z.string().nullable(),
  organisation: z.string().nullable(),
  languages: z.array(z.string()),
  willing: z.enum(['open', 'busy', 'closed', 'away']),
  offers: z.array(z.string()),
  evidence: z.array(evidence),
});

const invitation = z.object({
  person: z.object({ id: z.number().int(), handle: z.string(), name: z.string() }),
  invited_at: z.iso.datetime(),
  declined: z.boolean(),
  answered: z.boolean(),
});

const iso = (at: number) => new Date(at).toISOString();

function asExpert(request: FastifyRequest, helper: Helper): z.input<typeof expert> {
  const base = baseUrl(request.ctx.services.config);
  const found = helper.evidence.map(({ title, href, pieces, at }) => ({ title, url: base + href, snippet: pieces.map((piece) => piece.text).join(''), created_at: iso(at) }));
  const { id, handle, name, headline, organisation, languages, willing, offers } = helper;
  return { id, handle, name, headline, organisation, languages, willing, offers, evidence: found };
}

async function invitations(request: FastifyRequest) {
  const place = await placeOf(request);
  const discussion = await askableDiscussion(request.ctx, place, idParam(request));
  const rows = await invitationsOf(request.ctx.db, place.community.id, discussion.id);
  const asked = rows.map((row) => ({
    person: { id: row.person_id, handle: row.handle, name: row.name },
    invited_at: iso(row.created_at),
    declined: row.declined_at !== null,
    answered: row.post_count !== null,
  }));
  return { discussion, asked };
}

/** The finder, and asking for help, for programs. */
export function expertiseApi(app: FastifyInstance): void {
  finding(app);
  inviting(app);
}

function finding(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: '/communities/:community/experts',
    summary: 'Who can help with a problem, the likeliest first, with evidence',
    query: inRoom.extend({
      q: z.string().trim().min(1, 'expertise.error.problem').max(20_000, 'errors.too_long'),
      /** Handles of people to leave out, such as whoever asks. */
      without: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(20).default(10),
    }),
    answer: z.object({ experts: z.array(expert) }),
    async handle(request, { query: { q, without, limit } }) {
      const place = await askedPlace(request);
      const left = await peopleByHandles(request.ctx.db, without?.split(',').map((handle) => handle.trim()) ?? []);
      const helpers = await findHelpers(request.ctx, place, q, { without: left.map((person) => person.id), limit });
      return { experts: helpers.map((helper) => asExpert(request, helper)) };
    },
  });
}

function inviting(app: FastifyInstance): void {
  const path = '/communities/:community/discussions/:id/invitations';
  apiRoute(app, {
    method: 'GET',
    path,
    summary: 'Whom to invite to a discussion, and who was; for its author and facilitators',
    answer: z.object({ suggestions: z.array(expert), invitations: z.array(invitation) }),
    async handle(request) {
      const { discussion, asked } = await invitations(request);
      const helpers = discussion.closed_at === null ? await suggestionsFor(request.ctx, discussion) : [];
      return { suggestions: helpers.map((helper) => asExpert(request, helper)), invitations: asked };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path,
    summary: 'Invite somebody by mail to help with a discussion; twice is once',
    body: invitedByHandle,
    status: 201,
    answer: z.object({ invitations: z.array(invitation) }),
    async handle(request, { body }) {
      const discussion = await askableDiscussion(request.ctx, await placeOf(request), idParam(request));
      const [person] = await peopleByHandles(request.ctx.db, [body.person.replace(/^@/, '')]);
      if (!person) throw invalidField('person', 'expertise.error.person');
      await invite(request.ctx, discussion, person.id);
      return { invitations: (await invitations(request)).asked };
    },
  });
}
