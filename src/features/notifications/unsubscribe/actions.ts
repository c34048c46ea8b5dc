import { transaction, type Ctx } from '#platform/context.ts';
import { setFollow } from '../../items/index.ts';
import { notificationKind } from '../kinds.ts';
import { turnMailOff } from '../settings/actions.ts';
import type { Unsubscribe as Link } from './token.ts';

const SCOPES = ['kind', 'thread', 'space', 'account'] as const;
export type Scope = (typeof SCOPES)[number];

/** What can be ended by a link, nearest first. */
export function scopesOf({ communityId, threadId, kind }: Link): Scope[] {
  const is: Record<Scope, boolean> = { kind: kind !== null, thread: threadId !== 0, space: communityId !== 0, account: true };
  return SCOPES.filter((scope) => is[scope]);
}

/** Ends mail of a kind, a thread, a place or altogether, for whom the mail was. */
export async function stop(ctx: Ctx, { personId, communityId, spaceId, threadId, kind }: Link, scope: Scope): Promise<void> {
  if (scope === 'kind') return notificationKind(kind!)?.ends?.end(ctx, personId);
  if (scope === 'space') return turnMailOff(ctx, personId, { communityId, spaceId });
  if (scope === 'account') return turnMailOff(ctx, personId, { communityId: 0, spaceId: 0 });
  const row = { community_id: communityId, item_id: threadId, person_id: personId, level: 'mute' as const, created_at: ctx.now };
  await transaction(ctx, (ctx) => setFollow(ctx.db, row, true));
}
