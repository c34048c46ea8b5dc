import { announce, whisper } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { atLeast, removeMember, roleIn, type Space } from '../../communities/index.ts';
import { viewerOfId } from '../../people/index.ts';
import type { ModeratedSpace } from '../access.ts';
import { noteAction } from '../log/actions.ts';
import { noteUndone, type ActionRow } from '../log/queries.ts';
import type { Measure } from '../schema.ts';
import * as queries from './queries.ts';

const DAY = 86_400_000;
type Kind = Measure['do'];

/**
 * Holds what somebody writes in a space until a moderator saw it, slows them, or bans them from it; for
 * some days, or until it is lifted. Those who run a space are not moderated in it.
 */
export async function measure(ctx: Ctx, space: ModeratedSpace, personId: number, input: Measure): Promise<void> {
  const person = await viewerOfId(ctx.services, personId);
  if (!person || atLeast(roleIn(person, space), 'facilitator')) throw new Refusal('conflict', 'moderation.error.facilitator');
  const until = input.days === '' ? null : ctx.now + Number(input.days) * DAY;
  const at = { community_id: space.community_id, space_id: space.id, person_id: personId, at: ctx.now, until };
  await transaction(ctx, async (ctx) => {
    if (input.do === 'banned') {
      await queries.insertBan(ctx.db, { ...at, by_id: ctx.viewer.personId });
      await removeMember(ctx, space, personId);
    } else await queries.setStanding(ctx.db, { ...at, kind: input.do });
    whisper(ctx, 'viewer', { personId });
    await noteAction(ctx, space, { action: input.do, reason: input.reason, note: input.note, personId, until });
  });
}

/** Ends what holds for a person before its time. */
export async function lift(ctx: Ctx, space: ModeratedSpace, personId: number, kind: Kind): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await end(ctx, space, personId, kind);
    await noteAction(ctx, space, { action: 'lifted', reason: kind, personId });
  });
}

async function end(ctx: Ctx, space: Pick<Space, 'id' | 'community_id'>, personId: number, kind: Kind): Promise<void> {
  if (kind === 'banned') await queries.deleteBan(ctx.db, space, personId);
  else await queries.deleteStanding(ctx.db, space, personId, kind);
  whisper(ctx, 'viewer', { personId });
}

const isMeasure = (action: string): action is Kind => ['held', 'slowed', 'banned'].includes(action);

/** Makes an action of a moderator undone, in the transaction of an appeal. */
export async function undoAction(ctx: Ctx, space: Pick<Space, 'id' | 'community_id'>, { id, action, person_id }: ActionRow): Promise<void> {
  if (isMeasure(action) && person_id !== null) await end(ctx, space, person_id, action);
  await noteUndone(ctx.db, space.community_id, id, ctx.now);
  await announce(ctx, 'moderation.undone', { communityId: space.community_id, spaceId: space.id, actionId: id });
}
