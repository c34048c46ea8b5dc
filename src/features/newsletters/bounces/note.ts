import { transaction, type Ctx } from '#platform/context.ts';
import { addBounceTarget, type Bounced } from '#platform/mail/answers/index.ts';
import { countReturned, suspendSubscriber } from './queries.ts';

/** The kind of envelope address of mail to subscribers from outside. */
export const SUBSCRIBER = 'nl';
const DAY = 86_400_000;
/** As with members: a dead address at once, a full mailbox when it stays full. */
const WITHIN_DAYS = 14;
const MOST_SOFT = 5;

/** Mail to somebody from outside that comes back suspends them, until they confirm anew. */
export function setUpBounces(): void {
  addBounceTarget({ kind: SUBSCRIBER, bounced });
}

async function bounced(ctx: Ctx, [communityId = 0, subscriberId = 0]: number[], { kind, said }: Bounced): Promise<void> {
  const row = { community_id: communityId, subscriber_id: subscriberId };
  await transaction(ctx, async ({ db, now }) => {
    const counted = { ...row, hard: kind === 'hard' ? 1 : 0, soft: kind === 'soft' ? 1 : 0, said: said.slice(0, 300) || null, last_at: now };
    const counts = await countReturned(db, counted, now - WITHIN_DAYS * DAY);
    const why = kind === 'soft' ? (counts && counts.soft >= MOST_SOFT ? 'soft' : null) : kind;
    if (counts && why) await suspendSubscriber(db, row, why, now);
  });
}
