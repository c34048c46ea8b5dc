import { announce, whisper } from '#platform/announce.ts';
import type { Ctx } from '#platform/context.ts';
import { insertOldHandle } from '../handles/queries.ts';
import { deletePerson, moveAddresses, personById } from '../queries.ts';
import { personalData } from './registry.ts';

/**
 * Makes one person of two: somebody who came with an archive or a list, and the person with an account who
 * confirmed their address. Call it in the transaction that confirms.
 */
export async function takeOver(ctx: Ctx, who: { from: number; to: number }): Promise<void> {
  const placeholder = await personById(ctx.db, who.from);
  if (!placeholder || placeholder.account_id !== null || who.from === who.to) return;
  for (const data of personalData()) await data.takeOver?.(ctx, who);
  await moveAddresses(ctx.db, who.from, who.to);
  await deletePerson(ctx.db, who.from);
  // Links to the page of the other lead to this one.
  await insertOldHandle(ctx.db, { handle: placeholder.handle, person_id: who.to, changed_at: ctx.now });
  whisper(ctx, 'viewer', { personId: who.to });
  await announce(ctx, 'people.claimed', { communityId: 0, personId: who.to });
}
