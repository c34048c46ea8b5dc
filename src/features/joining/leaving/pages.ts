import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notAllowed } from '#platform/errors.ts';
import { param, parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { hrefOf, inPlace, inSteering, PLACES, placeOf, spaceFor } from '../../communities/index.ts';
import { personByHandle } from '../../people/index.ts';
import { notFound } from '#platform/errors.ts';
import Leave from '../views/Leave.svelte';
import Remove from '../views/Remove.svelte';
import { leaveWith, removeFrom } from './actions.ts';
import { leavingForm, removalForm } from './schema.ts';

/** Leaving, with a say in what becomes of what one wrote; and taking a member out, with a reason. */
export function leavingPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/leave`, (request, reply) => leavePage(request, reply, {}, 200));
    app.post(`${at}/leave`, leave);
    app.get(`${at}/members/:handle/remove`, (request, reply) => removePage(request, reply, {}, 200));
    app.post(`${at}/members/:handle/remove`, remove);
  }
}

async function leavePage(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { viewer } = request.ctx;
  if (!viewer.roles.has(place.space.id)) throw notAllowed(viewer);
  const t = translator(viewer.language);
  const href = hrefOf(place.community, place.room);
  const props = { name: place.space.name, href, room: place.room !== null, posts: String(typed(request).posts ?? 'keep'), errors };
  return page(request, reply, Leave, props, inPlace(request, place, { title: t('joining.leave_title', { name: place.space.name }), status, noIndex: true }));
}

async function leave(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  return attempt(
    request,
    async () => {
      const { posts } = parseInput(leavingForm, request.body ?? {});
      await leaveWith(request.ctx, place, posts);
      flash(reply, posts === 'keep' ? 'communities.left' : 'joining.left_unnamed', { name: place.space.name });
      return seeOther(reply, place.space.visibility === 'public' ? hrefOf(place.community, place.room) : '/');
    },
    (errors, status) => leavePage(request, reply, errors, status),
  );
}

async function removePage(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const place = await placeOf(request);
  spaceFor(request.ctx, place, 'roles');
  const person = await personByHandle(request.ctx.db, param(request, 'handle'));
  if (!person) throw notFound();
  const t = translator(request.ctx.viewer.language);
  const back = `${hrefOf(place.community, place.room)}/members`;
  const props = { name: person.name, space: place.space.name, action: `${back}/${person.handle}/remove`, back, reason: String(typed(request).reason ?? ''), errors };
  return page(request, reply, Remove, props, inSteering(request, place, { title: t('joining.remove_title', { name: person.name }), status }));
}

async function remove(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'roles');
  return attempt(
    request,
    async () => {
      const { reason } = parseInput(removalForm, request.body ?? {});
      await removeFrom(request.ctx, space, param(request, 'handle'), reason);
      flash(reply, 'joining.removed');
      return seeOther(reply, `${hrefOf(place.community, place.room)}/members`);
    },
    (errors, status) => removePage(request, reply, errors, status),
  );
}
