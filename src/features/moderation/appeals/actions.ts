import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { tellModerators } from '../cases/waiting.ts';
import { actionById, type ActionRow } from '../log/queries.ts';
import { canAppeal, inTime } from './appealable.ts';
import { insertAppeal } from './queries.ts';

declare const own: unique symbol;
/** Something moderators did about the viewer. */
export type OwnAction = ActionRow & { readonly [own]: true };

/** What moderators did about the viewer; of others it does not exist. */
export async function ownAction(ctx: Ctx, communityId: number, id: number): Promise<OwnAction> {
  if (ctx.viewer.personId === null) throw notAllowed(ctx.viewer);
  const action = await actionById(ctx.db, communityId, id);
  if (!action || action.person_id !== ctx.viewer.personId) throw notFound();
  return action as OwnAction;
}

/** Asks for another look, once. */
export async function appealTo(ctx: Ctx, action: OwnAction, text: string): Promise<void> {
  if (!canAppeal(action) || !inTime(action, ctx.now)) throw new Refusal('conflict', 'moderation.error.appeal_over');
  await transaction(ctx, async (ctx) => {
    const at = { community_id: action.community_id, space_id: action.space_id, person_id: action.person_id!, opened_at: ctx.now };
    if (!(await insertAppeal(ctx.db, { ...at, kind: 'appeal', action_id: action.id, body: text, why: action.action }))) throw new Refusal('conflict', 'moderation.error.appealed');
    const space = { id: action.space_id, community_id: action.community_id };
    await tellModerators(ctx, space);
    await announce(ctx, 'moderation.appealed', { communityId: action.community_id, spaceId: action.space_id });
  });
}
