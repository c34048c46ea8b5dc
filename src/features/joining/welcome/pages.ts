import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Component } from 'svelte';
import { noteInTransaction } from '#platform/announce.ts';
import { notAllowed } from '#platform/errors.ts';
import { seeOther } from '#ui/form.ts';
import { addHomePart, hrefOf, placeOf } from '../../communities/index.ts';
import { tellWelcome } from '../telling/tell.ts';
import Welcome from '../views/Welcome.svelte';
import { newcomerOf, noteStepsDone } from './queries.ts';
import { firstSteps } from './steps.ts';

const DAYS = 30;

export function welcomePages(app: FastifyInstance): void {
  app.post('/c/:community/first-steps/done', putAway);
}

/** Whoever joins a space with something to say is told, and sees the first steps on the home page until they are done or put away. */
export function setUpWelcome(): void {
  addHomePart({
    where: 'main',
    order: 5,
    async load({ db, viewer, now }, { community, room }) {
      if (room || viewer.personId === null || !viewer.roles.has(community.id)) return null;
      const newcomer = await newcomerOf(db, community.id, viewer.personId, now - DAYS * 86_400_000);
      const home = hrefOf(community);
      const steps = newcomer && firstSteps().map((step) => ({ name: step.name, label: step.label, href: step.href(home, newcomer), done: step.done(newcomer) }));
      if (!newcomer || !steps || (steps.every(({ done }) => done) && !newcomer.welcome_html)) return null;
      const contact = newcomer.contact_name === null ? null : { name: newcomer.contact_name, handle: newcomer.contact_handle!, headline: newcomer.contact_headline, photo: newcomer.contact_photo && `/people/${newcomer.contact_handle}/photo` };
      return { view: Welcome as Component<never>, props: { home, name: community.name, html: newcomer.welcome_html, language: community.language, steps, contact } };
    },
  });
  noteInTransaction('communities.joined', async (ctx, { communityId, spaceId, personId }) => {
    await tellWelcome(ctx, { id: spaceId as number, community_id: communityId! }, personId as number);
  });
}

async function putAway(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { community } = await placeOf(request);
  const { db, viewer, now } = request.ctx;
  if (viewer.personId === null) throw notAllowed(viewer);
  await noteStepsDone(db, community.id, viewer.personId, now);
  return seeOther(reply, hrefOf(community));
}
