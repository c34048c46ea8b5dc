import type { Ctx } from '#platform/context.ts';
import { notAllowed, Refusal } from '#platform/errors.ts';
import type { Place } from '../../communities/index.ts';
import { permissions, readableDiscussion, type ReadableDiscussion } from '../../discussions/index.ts';

declare const askable: unique symbol;

/** A discussion for which the viewer may ask people to help: their own, or one that they facilitate. */
export type AskableDiscussion = ReadableDiscussion & { readonly [askable]: true };

/** Whether the viewer may see who could help with a discussion, and ask them. */
export function canAsk(ctx: Ctx, discussion: ReadableDiscussion): discussion is AskableDiscussion {
  const { personId } = ctx.viewer;
  if (personId === null) return false;
  const may = permissions(ctx, discussion);
  return may.facilitate || (personId === discussion.author_id && may.reply);
}

/** Whether it still waits for help: a question without an accepted answer, that is not closed. */
export function waits(discussion: ReadableDiscussion): boolean {
  return discussion.type === 'question' && discussion.answer_id === null && discussion.closed_at === null;
}

export async function askableDiscussion(ctx: Ctx, place: Place, id: number): Promise<AskableDiscussion> {
  const discussion = await readableDiscussion(ctx, place, id);
  if (!canAsk(ctx, discussion)) throw notAllowed(ctx.viewer);
  return discussion;
}

/** Closed discussions take no new voices. */
export function refuseClosed(discussion: AskableDiscussion): void {
  if (discussion.closed_at !== null) throw new Refusal('conflict', 'expertise.error.closed');
}
