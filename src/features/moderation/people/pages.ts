import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { param, parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { hrefOf, inSteering, PLACES, placeOf, spaceFor, type RequestPlace } from '../../communities/index.ts';
import { personByHandle, type Person } from '../../people/index.ts';
import { MODERATE } from '../access.ts';
import { actionsAbout } from '../log/queries.ts';
import { lifting, measure as measureForm } from '../schema.ts';
import { REASONS } from '../tables.ts';
import PersonPage from '../views/Person.svelte';
import { lift, measure } from './actions.ts';
import { measuresOn } from './queries.ts';

const LAST_ACTIONS = 20;

/** What holds for a person in a place, and what moderators can do about it; here and nowhere else. */
export function personPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/moderation/people/:handle`, (request, reply) => show(request, reply, {}, {}, 200));
    app.post(`${at}/moderation/people/:handle`, take);
    app.post(`${at}/moderation/people/:handle/lift`, end);
  }
}

async function personFor(request: FastifyRequest): Promise<{ place: RequestPlace; person: Person; href: string }> {
  const place = await placeOf(request);
  spaceFor(request.ctx, place, MODERATE);
  const person = await personByHandle(request.ctx.db, param(request, 'handle'));
  if (!person) throw notFound();
  return { place, person, href: `${hrefOf(place.community, place.room)}/moderation/people/${person.handle}` };
}

async function show(request: FastifyRequest, reply: FastifyReply, values: Record<string, unknown>, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { place, person, href } = await personFor(request);
  const { db, now, viewer } = request.ctx;
  const t = translator(viewer.language);
  const props = {
    person: { name: person.name, handle: person.handle, photo: person.photo_key && `/people/${person.handle}/photo` },
    href,
    space: place.space.name,
    measures: await measuresOn(db, place.space, person.id, now),
    actions: await actionsAbout(db, place.community.id, [place.space.id], person.id, LAST_ACTIONS),
    reasons: REASONS,
    values: values as Record<string, string>,
    errors,
  };
  return page(request, reply, PersonPage, props, inSteering(request, place, { title: t('moderation.person_title', { name: person.name }), status }));
}

async function take(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { place, person, href } = await personFor(request);
  const space = spaceFor(request.ctx, place, MODERATE);
  return attempt(
    request,
    async () => {
      await measure(request.ctx, space, person.id, parseInput(measureForm, request.body ?? {}));
      flash(reply, 'moderation.measure_taken');
      return seeOther(reply, href);
    },
    (errors, status) => show(request, reply, typed(request), errors, status),
  );
}

async function end(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { place, person, href } = await personFor(request);
  await lift(request.ctx, spaceFor(request.ctx, place, MODERATE), person.id, parseInput(lifting, request.body ?? {}).lift);
  flash(reply, 'moderation.measure_lifted');
  return seeOther(reply, href);
}
