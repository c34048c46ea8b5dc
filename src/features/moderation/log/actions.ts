import { announce } from '#platform/announce.ts';
import type { Ctx } from '#platform/context.ts';
import type { Space } from '../../communities/index.ts';
import type { ModerationAction } from '../tables.ts';
import { insertAction } from './queries.ts';
import { tellPerson } from './telling.ts';

interface Done {
  action: ModerationAction;
  reason: string;
  personId: number | null;
  itemId?: number | null;
  caseId?: number | null;
  note?: string | null;
  until?: number | null;
}

/** Writes down what a moderator did, in the transaction that does it, and tells the person whom it concerns. */
export async function noteAction(ctx: Ctx, space: Pick<Space, 'id' | 'community_id'>, done: Done): Promise<number> {
  const { action, reason, personId } = done;
  const id = await insertAction(ctx.db, {
    community_id: space.community_id,
    space_id: space.id,
    person_id: personId,
    actor_id: ctx.viewer.personId,
    case_id: done.caseId ?? null,
    item_id: done.itemId ?? null,
    action,
    reason,
    note: done.note ?? null,
    until: done.until ?? null,
    at: ctx.now,
    undone_at: null,
  });
  if (personId !== null) await tellPerson(ctx, space, { actionId: id, action, reason, personId });
  await announce(ctx, 'moderation.acted', { communityId: space.community_id, spaceId: space.id, actionId: id });
  return id;
}
