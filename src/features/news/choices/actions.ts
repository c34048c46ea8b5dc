import { transaction, type Ctx } from '#platform/context.ts';
import { notAllowed } from '#platform/errors.ts';
import type { Choices } from '../schema.ts';
import { TYPES } from '../tables.ts';
import { choicesOf, keepChoices } from './queries.ts';

/** Keeps what somebody wishes of a community's news. */
export async function setChoices(ctx: Ctx, communityId: number, { show, mail }: Choices): Promise<void> {
  const { personId } = ctx.viewer;
  if (personId === null) throw notAllowed(ctx.viewer);
  const muted = TYPES.filter((type) => !show.includes(type));
  await transaction(ctx, (ctx) => keepChoices(ctx.db, { community_id: communityId, person_id: personId }, { muted, mail: mail === 'yes' }, ctx.now));
}

/** Ends news by mail for a person: who holds the link or the address of a mail to them may. */
export async function stopMail(ctx: Ctx, communityId: number, personId: number): Promise<void> {
  await transaction(ctx, async ({ db, now }) => {
    const { muted } = await choicesOf(db, communityId, personId);
    await keepChoices(db, { community_id: communityId, person_id: personId }, { muted, mail: false }, now);
  });
}
