import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Component } from 'svelte';
import type { Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { param } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { personByHandle, type Person } from './queries.ts';
import Profile from './views/Profile.svelte';
import SentPage from './views/SentPage.svelte';

/** What a feature shows on a person's page, of that which the viewer may see. */
export type ProfileSection = (ctx: Ctx, person: Person) => Promise<{ view: Component<never>; props: object } | null>;

const sections: ProfileSection[] = [];

export function addProfileSection(section: ProfileSection): void {
  sections.push(section);
}

export function profilePages(app: FastifyInstance): void {
  app.get('/people/:handle', show);
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await personByHandle(ctx.db, param(request, 'handle'));
  if (!person) throw notFound();
  if (person.former_since !== null) return formerPage(request, reply);
  const loaded = await Promise.all(sections.map((section) => section(ctx, person)));
  const props = { person, own: person.id === ctx.viewer.personId, sections: loaded.filter((section) => section !== null) };
  return page(request, reply, Profile, props, { title: person.name, description: person.headline, noIndex: true });
}

function formerPage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  return page(request, reply, SentPage, { title: t('people.former_title'), text: t('people.former_text') }, { title: t('people.former_title'), noIndex: true });
}
