import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { addBounceTarget, type Bounced } from '#platform/mail/answers/index.ts';
import type { BounceTo } from '#platform/mail/mailer.ts';
import { ASKER } from './by-mail.ts';
import { conversationById, insertMessage, updateConversation, type Conversation } from './queries.ts';

const DAY = 86_400_000;

/** An answer that does not arrive is seen in its conversation. */
export function noteReturned(): void {
  addBounceTarget({ kind: ASKER, bounced });
}

export function returnsTo({ community_id, id }: Conversation): BounceTo {
  return { kind: ASKER, target: [community_id, id] };
}

/** Of each kind one a day is enough. What will not arrive at all waits for the facilitators again. */
async function bounced(ctx: Ctx, [communityId = 0, id = 0]: number[], { kind, said }: Bounced): Promise<void> {
  await transaction(ctx, async (ctx) => {
    if (!(await conversationById(ctx.db, communityId, id))) return;
    const once_key = `returned:${id}:${kind}:${Math.floor(ctx.now / DAY)}`;
    const none = { author_id: null, mailed_job: null, message_id: null, mail_id: null, sent_from: null };
    if ((await insertMessage(ctx.db, { community_id: communityId, conversation_id: id, kind: 'returned', body: said.slice(0, 500) || '…', created_at: ctx.now, once_key, ...none })) === null) return;
    if (kind !== 'soft') await updateConversation(ctx.db, communityId, id, { state: 'open', state_at: ctx.now, state_by: null, active_at: ctx.now });
    await announce(ctx, 'contact.returned', { communityId, conversationId: id });
  });
}
