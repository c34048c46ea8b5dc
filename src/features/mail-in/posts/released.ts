import { reactTo, type EventPayload } from '#platform/announce.ts';
import type { Ctx } from '#platform/context.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { heldMails, itemOfMessage, settleInbound } from '../queries.ts';
import { openMail } from '../reading/mail.ts';

const RELEASED = 'mail_in.released';

/** A mail that was held belongs to its post once a moderator lets it through. */
export function setUpReleased(): void {
  defineJob<EventPayload>(RELEASED, findPost);
  reactTo('moderation.released', RELEASED);
}

async function findPost(ctx: Ctx, { communityId, onceKey }: EventPayload): Promise<void> {
  if (typeof onceKey !== 'string') return;
  for (const row of await heldMails(ctx.db, onceKey)) {
    const { message } = await openMail(ctx, row);
    const itemId = await itemOfMessage(ctx.db, communityId, message.messageId);
    if (itemId !== null) await settleInbound(ctx.db, row.id, { status: 'posted', reason: 'posted', item_id: itemId });
  }
}
