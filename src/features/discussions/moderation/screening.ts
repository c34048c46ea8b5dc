import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { ReadableSpace } from '../../communities/index.ts';
import { isHeld, noteAction, screen } from '../../moderation/index.ts';
import type { EditablePost, ReplyableDiscussion } from '../access.ts';
import type { Origin } from '../posts/actions.ts';
import type { NewDiscussion, NewReply } from '../schema.ts';

export const STARTED = 'discussions.start';
export const REPLIED = 'discussions.reply';

/** What it takes to send later what was held: as it came, so that a mail stays a mail. */
export type HeldStart = NewDiscussion & { origin?: Origin };
export interface HeldReply {
  discussionId: number;
  input: NewReply;
  origin?: Origin;
}

export function screenStart(ctx: Ctx, space: ReadableSpace, input: NewDiscussion, { trap, ...origin }: Origin): Promise<void> {
  const { onceKey = null } = origin;
  const payload: HeldStart = { ...input, origin };
  return screen(ctx, space, { kind: STARTED, title: input.title, text: input.body, payload, onceKey, trap });
}

export function screenReply(ctx: Ctx, discussion: ReplyableDiscussion, input: NewReply, { trap, ...origin }: Origin): Promise<void> {
  const { onceKey = null } = origin;
  const payload: HeldReply = { discussionId: discussion.id, input, origin };
  return screen(ctx, discussion.home, { kind: REPLIED, title: discussion.title, text: input.body, payload, onceKey, trap });
}

/** Whoever's contributions wait for a look does not go round it by editing. */
export async function screenEdit(ctx: Ctx, { discussion }: EditablePost): Promise<void> {
  if (await isHeld(ctx, discussion.home)) throw new Refusal('conflict', 'moderation.error.held_edit');
}

/** Tells an author that somebody else changed what they wrote, and why. */
export async function noteForeignEdit(ctx: Ctx, { id, author_id, discussion }: EditablePost, note: string | null): Promise<void> {
  if (author_id === null || author_id === ctx.viewer.personId) return;
  await noteAction(ctx, discussion.home, { action: 'edited', reason: 'other', personId: author_id, itemId: id, note });
}
