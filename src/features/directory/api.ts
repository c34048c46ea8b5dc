import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { notFound } from '#platform/errors.ts';
import { param, parseInput } from '#platform/http/params.ts';
import { baseUrl } from '../../config.ts';
import { apiRoute, linkNext } from '../api/index.ts';
import { placeOf } from '../communities/index.ts';
import {
  asInput,
  audiencesOf,
  AUDIENCES,
  changeProfile,
  FIELD_NAMES,
  languagesOf,
  organisationsOf,
  peopleByHandles,
  personById,
  phrasesOf,
  profileInput,
  seenBy,
  self,
  type Field,
  type Person,
} from '../people/index.ts';
import { FACETS, type ListedMember } from './find.ts';
import { asCursor, cursorOf, findMembers } from './pages.ts';

const organisation = z.object({ name: z.string(), from: z.string().nullable(), to: z.string().nullable() });
const person = z.object({
  id: z.number().int(),
  handle: z.string(),
  name: z.string(),
  photo: z.url().nullable(),
  headline: z.string().nullable(),
  organisations: z.array(organisation),
  country: z.string().nullable(),
  time_zone: z.string().nullable(),
  languages: z.array(z.string()),
  practice: z.string().nullable(),
  can_help: z.array(z.string()),
  looking_for: z.string().nullable(),
  bio: z.string().nullable(),
  sex: z.string().nullable(),
  address: z.string().nullable(),
  url: z.url(),
});
const audience = z.enum(AUDIENCES);
const ownProfile = person.extend({ audiences: z.object(Object.fromEntries(FIELD_NAMES.map((field) => [field, audience])) as Record<Field, typeof audience>) });

/** A change of a profile: what is left out stays. */
const change = z.object({
  name: z.string().optional(),
  headline: z.string().nullish(),
  organisations: z.array(z.object({ name: z.string(), from: z.string().nullish(), to: z.string().nullish() })).optional(),
  country: z.string().nullish(),
  time_zone: z.string().optional(),
  languages: z.array(z.string()).optional(),
  practice: z.string().nullish(),
  can_help: z.array(z.string()).optional(),
  looking_for: z.string().nullish(),
  bio: z.string().nullish(),
  sex: z.string().nullish(),
  audiences: z.partialRecord(z.enum(FIELD_NAMES as [Field, ...Field[]]), audience).optional(),
});

const member = z.object({
  id: z.number().int(),
  handle: z.string(),
  name: z.string(),
  headline: z.string().nullable(),
  organisation: z.string().nullable(),
  country: z.string().nullable(),
  languages: z.array(z.string()),
  can_help: z.array(z.string()),
  role: z.string(),
  named_roles: z.array(z.string()),
  joined_at: z.iso.datetime(),
});
const facet = z.array(z.object({ value: z.string(), label: z.string(), count: z.number().int() }));

async function asPerson(request: FastifyRequest, row: Person): Promise<z.input<typeof person>> {
  const { profile, address } = await seenBy(request.ctx, row);
  const { id, handle, name, headline, country, time_zone, practice, looking_for, bio, sex } = profile;
  const url = `${baseUrl(request.ctx.services.config)}/people/${handle}`;
  const lists = { organisations: organisationsOf(profile), languages: languagesOf(profile), can_help: phrasesOf(profile) };
  return { id, handle, name, photo: row.photo_key ? `${url}/photo` : null, headline, ...lists, country, time_zone, practice, looking_for, bio, sex, address, url };
}

const asMember = (row: ListedMember): z.input<typeof member> => ({
  ...row,
  languages: languagesOf(row),
  can_help: phrasesOf(row),
  named_roles: row.named?.split('\n') ?? [],
  joined_at: new Date(row.joined_at).toISOString(),
});

const asOwn = async (request: FastifyRequest, row: Person) => ({ ...(await asPerson(request, row)), audiences: audiencesOf(row) });

/** People as far as one may see them, one's own profile, and the members of communities. */
export function directoryApi(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: '/people/:handle',
    summary: 'A person, as far as one may see; by a handle they have or had',
    answer: person,
    async handle(request) {
      const [found] = await peopleByHandles(request.ctx.db, [param(request, 'handle').toLowerCase()]);
      if (!found) throw notFound();
      return asPerson(request, (await personById(request.ctx.db, found.id))!);
    },
  });
  apiRoute(app, {
    method: 'GET',
    path: '/me/profile',
    summary: 'One’s own profile, and who sees each part',
    answer: ownProfile,
    handle: async (request) => asOwn(request, await self(request.ctx)),
  });
  apiRoute(app, {
    method: 'PATCH',
    path: '/me/profile',
    summary: 'Change one’s profile; what is left out stays',
    body: change,
    answer: ownProfile,
    async handle(request, { body }) {
      const row = await self(request.ctx);
      const before = asInput(row);
      const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      await changeProfile(request.ctx, row, parseInput(profileInput, { ...before, ...given, audiences: { ...before.audiences, ...body.audiences } }));
      return asOwn(request, await self(request.ctx));
    },
  });
  const text = z.string().max(200).optional();
  apiRoute(app, {
    method: 'GET',
    path: '/communities/:community/members',
    summary: 'Members, the newest first or by name, narrowed down by facets',
    query: z.object({
      q: z.string().max(200).default(''),
      ...(Object.fromEntries(FACETS.map((name) => [name, text])) as Record<(typeof FACETS)[number], typeof text>),
      sort: z.enum(['newest', 'name']).default('newest'),
      after: z.string().max(250).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    answer: z.object({
      total: z.number().int(),
      members: z.array(member),
      facets: z.object(Object.fromEntries(FACETS.map((name) => [name, facet])) as Record<(typeof FACETS)[number], typeof facet>),
    }),
    async handle(request, { query }, reply) {
      const { q, sort, after, limit, ...chosen } = query;
      const asked = { text: q, chosen: Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)), sort, after: cursorOf(after ?? null, sort), limit, now: request.ctx.now };
      const { total, members, facets, next } = await findMembers(request, await placeOf(request), asked);
      if (next) linkNext(request, reply, { after: asCursor(next)! });
      return { total, members: members.map(asMember), facets };
    },
  });
}
