import { translator } from '#platform/i18n/index.ts';
import { canWrite } from '../access.ts';
import { hrefOf } from '../frame.ts';
import { addHomePart } from '../home.ts';
import type { Space } from '../queries.ts';
import { atLeast, can, isClosed, roleIn } from '../permissions/capabilities.ts';
import { factsOf } from './facts.ts';
import { ENOUGH } from './lifecycle.ts';
import { facilitatorsByRoom, joinedAt } from './queries.ts';
import { stageOf } from './stage.ts';
import RoomFacts from './views/RoomFacts.svelte';
import RoomLead from './views/RoomLead.svelte';

const NEW_DAYS = 30;
const DAY = 86_400_000;

/** An empty room that has a first question asks only that. */
export const invites = (room: Space): boolean => room.discussion_count === 0 && room.prompt !== null;

/** What a room's home says of the room: what it is for, how it stands, a welcome for newcomers, who looks after it. */
export function addRoomHomeParts(): void {
  addHomePart({
    where: 'lead',
    order: 5,
    async load(ctx, { community, room }) {
      if (!room) return null;
      const { viewer } = ctx;
      const member = viewer.roles.has(room.id);
      const since = member && room.welcome_html ? await joinedAt(ctx.db, room, viewer.personId!) : null;
      const props = {
        room,
        href: hrefOf(community, room),
        facts: factsOf(translator(viewer.language), viewer.language, room),
        stage: stageOf(room, ctx.now),
        missing: Math.max(1, ENOUGH - room.member_count),
        canJoin: !member && !viewer.banned.has(room.id) && !isClosed(room) && atLeast(roleIn(viewer, community), 'member'),
        welcome: since !== null && since > ctx.now - NEW_DAYS * DAY,
        invites: invites(room) && canWrite(viewer, room),
        steers: can(viewer, room, 'settings'),
      };
      return { view: RoomLead, props };
    },
  });
  addHomePart({
    where: 'rail',
    order: 5,
    async load(ctx, { community, room }) {
      if (!room) return null;
      const facilitators = await facilitatorsByRoom(ctx.db, community.id, [room.id]);
      return { view: RoomFacts, props: { room, href: hrefOf(community, room), facilitators, steers: can(ctx.viewer, room, 'settings'), adds: !isClosed(room) && can(ctx.viewer, room, 'members.approve') } };
    },
  });
}
