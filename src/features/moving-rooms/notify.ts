import { transaction, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { hrefOf, spaceById } from '../communities/index.ts';
import { addNotificationKind, notify, type Line, type Rendered } from '../notifications/index.ts';
import { TELL, type MoveJob } from './moving.ts';
import { memberStretch } from './people/queries.ts';
import type { Plan } from './plan.ts';
import { moveById } from './queries.ts';

const KIND = 'moving_rooms.moved';
const STRETCH = 200;

interface Data {
  room: string;
  from: string;
  into: string;
  visibility: Plan['visibility'];
}

/** Everybody in a room is told once where it is now; whoever lost it by that, that it has gone. */
export function setUpTelling(): void {
  addNotificationKind({
    name: KIND,
    reasons: { moved: { interest: 'personal', why: 'moving_rooms.why_moved' }, left: { interest: 'personal', why: 'moving_rooms.why_left' } },
    render,
  });
  defineJob<MoveJob & { after: number }>(TELL, tell);
}

function render({ viewer }: Ctx, { community, space, reason, data, actors }: Line): Rendered | null {
  if (!community || !space) return null;
  const t = translator(viewer.language);
  const { room, from, into, visibility } = data as unknown as Data;
  const values = { room, from, into, name: actors[0]?.name ?? t('communities.somebody') };
  if (reason === 'left') return { title: t('moving_rooms.left_title', values), href: hrefOf(community), text: t('moving_rooms.left_text', values) };
  return { title: t('moving_rooms.moved_title', values), href: hrefOf(community, space.parent_id === null ? null : space), text: `${t('moving_rooms.moved_text', values)} ${t(`moving_rooms.now_read.${visibility}`, values)}` };
}

async function tell(ctx: Ctx, { moveId, after }: MoveJob & { after: number }): Promise<void> {
  const move = await moveById(ctx.db, moveId);
  if (!move || move.ended_at === null) return;
  const { community_id: fromId, to_community_id: toId, space_id: spaceId, by_id: actorId } = move;
  const room = await spaceById(ctx.db, toId, spaceId);
  const [from, into] = [await spaceById(ctx.db, fromId, fromId), await spaceById(ctx.db, toId, toId)];
  if (!room || !from || !into) return;
  const { left = [], visibility } = JSON.parse(move.plan) as Plan;
  const data: Data & Record<string, unknown> = { room: room.name, from: from.name, into: into.name, visibility };
  const people = await memberStretch(ctx.db, toId, spaceId, after, STRETCH);
  await transaction(ctx, async (ctx) => {
    const same = { kind: KIND, key: String(moveId), actorId, data };
    await notify(ctx, { ...same, communityId: toId, spaceId, to: people.map((personId) => ({ personId, reason: 'moved' })) });
    if (after === 0) await notify(ctx, { ...same, communityId: fromId, spaceId: fromId, to: left.map((personId) => ({ personId, reason: 'left' })) });
    if (people.length === STRETCH) await ctx.services.jobs.enqueue(ctx, TELL, { moveId, after: people.at(-1) });
  });
}
