import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { ReadableSpace } from '../../communities/index.ts';
import { isHeld, noteAction, screen } from '../../moderation/index.ts';
import type { EditablePost, ReplyableDiscussion } from '../access.ts';
import type { Origin } from '../posts/actions.ts';
import type { NewDiscussion, NewReply } from '../schema.ts';

export const STARTED = 'discussions.start';
export const REPLIED = 'discussions.reply';

/** What it takes to send a held reply later. */
export interface HeldReply {
  discussionId: number;
  input: NewReply;
}

export function screenStart(ctx: Ctx, space: ReadableSpace, input: NewDiscussion, { onceKey = null, trap }: Origin): Promise<void> {
  return screen(ctx, space, { kind: STARTED, title: input.title, text: input.body, payload: input, onceKey, trap });
}

export function screenReply(ctx: Ctx, discussion: ReplyableDiscussion, input: NewReply, { onceKey = null, trap }: Origin): Promise<void> {
  const payload: HeldReply = { discussionId: discussion.id, input };
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
