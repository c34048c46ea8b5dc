import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField } from '#platform/errors.ts';
import { parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { peopleByHandles } from '../../people/index.ts';
import { spaceFor, type SpaceFor } from '../access.ts';
import { addMember } from '../actions.ts';
import { hrefOf, placeOf } from '../frame.ts';
import { roleOf, type Space } from '../queries.ts';
import { addSteeringPage, inSteering } from '../steering.ts';
import AddMembers from './views/AddMembers.svelte';

const AT_ONCE = 50;

export const membersToAdd = z.object({
  handles: z
    .string()
    .max(4000, 'errors.too_long')
    .transform((text) => [...new Set(text.toLowerCase().split(/[\s,;@]+/).filter(Boolean))])
    .refine((handles) => handles.length > 0, 'communities.rooms.error.handles_none')
    .refine((handles) => handles.length <= AT_ONCE, 'communities.rooms.error.handles_many'),
});

/** Makes members of the community members of a room, for those who let people in; they are told. All of them, or nobody. */
export async function addToRoom(ctx: Ctx, community: Space, room: SpaceFor<'members.approve'>, handles: string[]): Promise<number> {
  const people = await peopleByHandles(ctx.db, handles);
  return transaction(ctx, async (ctx) => {
    const added: number[] = [];
    for (const handle of handles) {
      const person = people.find((found) => found.handle === handle);
      // Somebody of the host who is not in the community is nobody here.
      if (!person || !(await roleOf(ctx.db, community, person.id))) throw invalidField('handles', 'communities.rooms.error.handle', { handle });
      if (await roleOf(ctx.db, room, person.id)) continue;
      await addMember(ctx, room, person.id, 'member');
      added.push(person.id);
    }
    await announce(ctx, 'communities.members_added', { communityId: room.community_id, spaceId: room.id, personIds: added });
    return added.length;
  });
}

export function addingPages(app: FastifyInstance): void {
  addSteeringPage({ path: '/members/add', label: 'communities.rooms.add_members', capability: 'members.approve', group: 'members', order: 12, rooms: true, onlyRooms: true });
  app.get('/c/:community/r/:room/members/add', (request, reply) => form(request, reply, {}, 200));
  app.post('/c/:community/r/:room/members/add', add);
}

async function form(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const place = await placeOf(request);
  const room = spaceFor(request.ctx, place, 'members.approve');
  const t = translator(request.ctx.viewer.language);
  const props = { room: room.name, action: `${hrefOf(place.community, place.room)}/members/add`, handles: String(typed(request).handles ?? ''), errors };
  return page(request, reply, AddMembers, props, inSteering(request, place, { title: t('communities.rooms.add_members'), status }));
}

async function add(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const room = spaceFor(request.ctx, place, 'members.approve');
  return attempt(
    request,
    async () => {
      const added = await addToRoom(request.ctx, place.community, room, parseInput(membersToAdd, request.body).handles);
      flash(reply, 'communities.rooms.added', { count: added });
      return seeOther(reply, `${hrefOf(place.community, place.room)}/members`);
    },
    (errors, status) => form(request, reply, errors, status),
  );
}
