import type { Ctx } from '#platform/context.ts';
import type { Space } from '../queries.ts';
import { insertLogEntry } from './queries.ts';

/** What can be read of a change later: plain values, people by id. */
export type LogDetail = Record<string, string | number | null>;

/** Notes in the log of a space who changed what about it; in the transaction of the change. */
export async function logChange(ctx: Ctx, space: Pick<Space, 'id' | 'community_id'>, action: string, detail: LogDetail = {}): Promise<void> {
  await insertLogEntry(ctx.db, {
    community_id: space.community_id,
    space_id: space.id,
    actor_id: ctx.viewer.personId,
    action,
    detail: JSON.stringify(detail),
    at: ctx.now,
  });
}
