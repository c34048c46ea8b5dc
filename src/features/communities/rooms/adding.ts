import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField } from '#platform/errors.ts';
import { parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { baseUrl } from '../../../config.ts';
import { mailAddressOf, peopleByHandles, personById } from '../../people/index.ts';
import { spaceFor, type SpaceFor } from '../access.ts';
import { addMember } from '../actions.ts';
import { hrefOf, placeOf } from '../frame.ts';
import { roleOf, spaceById, type Space } from '../queries.ts';
import { addSteeringPage, inSteering } from '../steering.ts';
import AddMembers from './views/AddMembers.svelte';

const TELL = 'communities.tell_added';
const AT_ONCE = 50;

export const membersToAdd = z.object({
  handles: z
    .string()
    .max(4000, 'errors.too_long')
    .transform((text) => [...new Set(text.toLowerCase().split(/[\s,;@]+/).filter(Boolean))])
    .refine((handles) => handles.length > 0, 'communities.rooms.error.handles_none')
    .refine((handles) => handles.length <= AT_ONCE, 'communities.rooms.error.handles_many'),
});

/** Makes members of the community members of a room, for those who let people in; they are told by mail. All of them, or nobody. */
export async function addToRoom(ctx: Ctx, community: Space, room: SpaceFor<'members.approve'>, handles: string[]): Promise<number> {
  const people = await peopleByHandles(ctx.db, handles);
  return transaction(ctx, async (ctx) => {
    let added = 0;
    for (const handle of handles) {
      const person = people.find((found) => found.handle === handle);
      // Somebody of the host who is not in the community is nobody here.
      if (!person || !(await roleOf(ctx.db, community, person.id))) throw invalidField('handles', 'communities.rooms.error.handle', { handle });
      if (await roleOf(ctx.db, room, person.id)) continue;
      await addMember(ctx, room, person.id, 'member');
      await ctx.services.jobs.enqueue(ctx, TELL, { communityId: room.community_id, spaceId: room.id, personId: person.id, by: ctx.viewer.name });
      added += 1;
    }
    return added;
  });
}

export function addingPages(app: FastifyInstance): void {
  defineJob<{ communityId: number; spaceId: number; personId: number; by: string | null }>(TELL, tell);
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

async function tell(ctx: Ctx, { communityId, spaceId, personId, by }: { communityId: number; spaceId: number; personId: number; by: string | null }): Promise<void> {
  const [community, room] = [await spaceById(ctx.db, communityId, communityId), await spaceById(ctx.db, communityId, spaceId)];
  const [person, address] = [await personById(ctx.db, personId), await mailAddressOf(ctx.db, personId)];
  if (!community || !room || !person || !address || !(await roleOf(ctx.db, room, personId))) return;
  const t = translator(person.language);
  const values = { name: person.name, room: room.name, community: community.name, by: by ?? community.name };
  const mail = letter({
    language: person.language,
    place: room.name,
    hue: community.hue,
    greeting: t('communities.letter.greeting', values),
    paragraphs: [t('communities.rooms.letter.added', values), ...(room.purpose ? [room.purpose] : []), t(`communities.rooms.visibility_about.${room.visibility}`)],
    button: { href: baseUrl(ctx.services.config) + hrefOf(community, room), label: t('communities.rooms.letter.go') },
    foot: t('communities.rooms.letter.added_why', values),
  });
  const headers = { 'Auto-Submitted': 'auto-generated' };
  await ctx.services.mailer.deliver(ctx.db, { to: address, subject: t('communities.rooms.letter.added_subject', values), ...mail, headers }, ctx.now);
}
