import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Component } from 'svelte';
import type { Ctx } from '#platform/context.ts';
import { query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { page } from '#ui/page.ts';
import { closenessAs, closenessTo, maySee, visibleProfile, type Closeness } from '../audience.ts';
import { mailAddressOf, spaceIdsOf, type Person } from '../queries.ts';
import Profile from '../views/Profile.svelte';
import SentPage from '../views/SentPage.svelte';
import { languagesOf, organisationsOf, phrasesOf } from './actions.ts';
import { personAt } from './address.ts';

/** What a feature shows on a person's page, of that which the viewer may see. */
export type ProfileSection = (ctx: Ctx, person: Person) => Promise<{ view: Component<never>; props: object } | null>;

const sections: ProfileSection[] = [];

export function addProfileSection(section: ProfileSection): void {
  if (!sections.includes(section)) sections.push(section);
}

export function profilePages(app: FastifyInstance): void {
  app.get('/people/:handle', show);
}

/** How near the viewer stands to a person, and what is seen from there. */
export async function seenBy(ctx: Ctx, person: Person) {
  return seenFrom(ctx, person, closenessTo(ctx.viewer, person.id, await spaceIdsOf(ctx.db, person.id)));
}

async function seenFrom(ctx: Ctx, person: Person, closeness: Closeness) {
  const address = maySee(person, 'address', closeness) ? await mailAddressOf(ctx.db, person.id) : null;
  return { closeness, profile: visibleProfile(person, closeness), address, writes: mayWrite(ctx, person, closeness) };
}

/** Whether the viewer may write to somebody through the host. */
export function mayWrite({ viewer }: Ctx, person: Person, closeness: Closeness): boolean {
  return viewer.personId !== null && viewer.personId !== person.id && person.account_id !== null && maySee(person, 'contact', closeness);
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await personAt(request, reply);
  if (!person) return reply;
  if (person.former_since !== null) return formerPage(request, reply);
  const own = person.id === ctx.viewer.personId;
  const as = own ? query(request, 'as') : null;
  const closeness = closenessAs(as);
  const { profile, address, writes } = closeness === null ? await seenBy(ctx, person) : await seenFrom(ctx, person, closeness);
  const looking = closeness === null ? ctx : { ...ctx, viewer: standIn(ctx, closeness) };
  const loaded = await Promise.all(sections.map((section) => section(looking, person)));
  const props = {
    person: profile,
    languages: languagesOf(profile),
    phrases: phrasesOf(profile),
    organisations: organisationsOf(profile),
    address,
    writes,
    own,
    as: closeness === null ? null : as,
    sections: loaded.filter((section) => section !== null),
  };
  return page(request, reply, Profile, props, { title: person.name, description: profile.headline, noIndex: true, about: { kind: 'person', id: person.id } });
}

/** Who left has no page any more, only what others may still lead to. */
function formerPage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const title = translator(request.ctx.viewer.language)('people.former_title');
  return page(request, reply, SentPage, { title, text: translator(request.ctx.viewer.language)('people.former_text') }, { title, noIndex: true });
}

/** Somebody who stands so near to the viewer: nobody in particular, in the viewer's own spaces where that is near enough. */
function standIn({ viewer }: Ctx, closeness: Closeness): Ctx['viewer'] {
  if (closeness === 4) return viewer;
  const roles = closeness < 2 ? [] : [...viewer.roles.keys()].map((id) => [id, closeness === 3 ? 'facilitator' : 'member'] as const);
  return { ...ANONYMOUS, language: viewer.language, timeZone: viewer.timeZone, roles: new Map(roles) };
}
