import { transaction, type Ctx } from '#platform/context.ts';
import { notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { atLeast, leave, logChange, removeMember, roleIn, roleOf, type Place, type SpaceFor } from '../../communities/index.ts';
import { anonymise, personByHandle, viewerOfId } from '../../people/index.ts';
import { tellRemoved } from '../telling/tell.ts';

/** Leaves a space. What one wrote stays under one's name, or becomes that of a former member, in the whole community. */
export async function leaveWith(ctx: Ctx, place: Place, posts: 'keep' | 'unname'): Promise<void> {
  const personId = ctx.viewer.personId;
  if (personId === null) throw notAllowed(ctx.viewer);
  await leave(ctx, place);
  if (posts === 'unname' && place.room === null) await anonymise(ctx, place.community.id, personId);
}

/** Takes a member out of a space, who is told why and may come back unless they are banned. */
export async function removeFrom(ctx: Ctx, space: SpaceFor<'roles'>, handle: string, reason: string): Promise<void> {
  const person = await personByHandle(ctx.db, handle);
  if (!person) throw notFound();
  const other = await viewerOfId(ctx.services, person.id);
  await transaction(ctx, async (ctx) => {
    const role = await roleOf(ctx.db, space, person.id);
    if (!role || !other) throw notFound();
    if (!atLeast(roleIn(ctx.viewer, space), role) || atLeast(roleIn(other, space), 'steward')) throw new Refusal('forbidden', 'joining.error.above');
    await removeMember(ctx, space, person.id);
    await logChange(ctx, space, 'removed', { personId: person.id, reason });
    await tellRemoved(ctx, space, person.id, reason);
  });
}
