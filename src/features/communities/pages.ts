import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { translator } from '#platform/i18n/index.ts';
import { parseInput } from '#platform/http/params.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { addReadingPage, addSection } from '#ui/sections.ts';
import { closenessIn, visibleProfile } from '../people/index.ts';
import { canAsk, canFacilitate, canJoin, canWrite, spaceFor } from './access.ts';
import { changeRole, join } from './actions.ts';
import { hrefOf, inPlace, PLACES, placeOf } from './frame.ts';
import { addHomePart, loadHomeParts } from './home.ts';
import * as queries from './queries.ts';
import { invites } from './rooms/home.ts';
import { stageOf } from './rooms/stage.ts';
import { memberRole } from './schema.ts';
import About from './views/About.svelte';
import Home from './views/Home.svelte';
import Newcomers from './views/Newcomers.svelte';
import RoomsPart from './views/RoomsPart.svelte';

const NEWCOMERS = 5;
const ROOMS_AT_HOME = 8;

export function communityPages(app: FastifyInstance): void {
  addReadingPage({ label: 'communities.about', path: '/about' });
  addReadingPage({ label: 'communities.named_roles', path: '/roles' });
  addReadingPage({ label: 'communities.what_we_use', path: '/what-we-use' });
  addReadingPage({ label: 'communities.permissions', path: '/permissions' });
  addSection({ door: 'meet', label: 'communities.rooms', path: '/rooms', order: 40 });
  for (const at of PLACES) {
    app.get(at, home);
    app.get(`${at}/about`, about);
    app.post(`${at}/members/role`, setRole);
    app.post(`${at}/join`, joinPlace);
  }
}

export function addCommunityHomeParts(): void {
  addHomePart({
    where: 'rail',
    order: 50,
    async load(ctx, { community, space, room }) {
      const members = await queries.membersOf(ctx.db, space, null, NEWCOMERS);
      const seen = members.map((member) => visibleProfile(member, closenessIn(ctx.viewer, space)));
      return members.length === 0 ? null : { view: Newcomers, props: { members: seen, href: hrefOf(community, room), count: space.member_count } };
    },
  });
  addHomePart({
    where: 'rail',
    order: 40,
    async load(_ctx, { community, spaces, room }) {
      const rooms = spaces.filter((s) => s.parent_id !== null && s.state !== 'archived').slice(0, ROOMS_AT_HOME);
      return rooms.length === 0 || room ? null : { view: RoomsPart, props: { rooms, href: hrefOf(community) } };
    },
  });
}

async function home(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { ctx } = request;
  const { community, space, room } = place;
  const parts = await loadHomeParts(ctx, place);
  const props = {
    space,
    href: hrefOf(community, room),
    viewerName: ctx.viewer.name?.split(' ')[0] ?? null,
    asks: canWrite(ctx.viewer, space) && !(room && invites(room)) ? asking(room, ctx.now) : null,
    canJoin: canJoin(ctx.viewer, community),
    canAsk: canAsk(ctx.viewer, community),
    ...parts,
  };
  return page(request, reply, Home, props, inPlace(request, place, { title: space.name, description: space.tagline, door: 'home' }));
}

/** What one is asked for: in a room, what it is about at that time. */
function asking(room: queries.Space | null, now: number): string {
  if (!room || room.type === 'interest') return 'communities.stuck';
  if (room.type === 'working_group') return 'communities.rooms.asks.working_group';
  return `communities.rooms.asks.${stageOf(room, now)?.name ?? 'ahead'}`;
}

async function about(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { viewer, db } = request.ctx;
  const { community, space, room } = place;
  const t = translator(viewer.language);
  const props = {
    space,
    href: hrefOf(community, room),
    facilitators: (await queries.facilitatorsOf(db, space)).map((member) => visibleProfile(member, closenessIn(viewer, space))),
    member: viewer.roles.has(space.id),
    canJoin: canJoin(viewer, community),
    canAsk: canAsk(viewer, community),
    canFacilitate: canFacilitate(viewer, space),
  };
  return page(request, reply, About, props, inPlace(request, place, { title: t('communities.about_title', { name: space.name }), description: space.tagline }));
}

async function setRole(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const back = `${hrefOf(place.community, place.room)}/members`;
  const space = spaceFor(request.ctx, place, 'roles');
  const { person, role } = parseInput(memberRole, request.body);
  return attempt(
    request,
    async () => {
      await changeRole(request.ctx, space, person, role);
      flash(reply, 'communities.saved');
      return seeOther(reply, back);
    },
    () => {
      flash(reply, `communities.error.last_${space.kind === 'community' ? 'steward' : 'facilitator'}`, undefined, 'problem');
      return seeOther(reply, back);
    },
  );
}

async function joinPlace(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  await join(request.ctx, place);
  flash(reply, 'communities.joined', { name: place.space.name });
  return seeOther(reply, hrefOf(place.community, place.room));
}
