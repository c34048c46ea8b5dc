import type { Ctx } from '#platform/context.ts';
import { inbound } from '#platform/mail/inbound.ts';
import { notificationKind, type Excerpt } from '../kinds.ts';
import type { Notification } from '../ledger/queries.ts';

export interface Shown extends Pick<Excerpt, 'by' | 'words'> {
  /** Where it is answered by mail, when mail is received. */
  answerTo: string | null;
  /** Whether that reaches its author only. */
  alone: boolean;
}

/** First words of what lines are about, by kind and item; null for what its person has read by now. */
export async function excerptsOf(ctx: Ctx, rows: Notification[]): Promise<Map<string, Shown | null>> {
  const shown = new Map<string, Shown | null>();
  for (const kind of new Set(rows.map((row) => row.kind))) {
    const excerpts = notificationKind(kind)?.excerpts;
    if (!excerpts) continue;
    const items = rows.flatMap((row) => (row.kind === kind && row.item_id !== null ? [{ communityId: row.community_id, id: row.item_id }] : []));
    const found = await excerpts(ctx, items);
    for (const { id } of items) {
      const excerpt = found.get(id);
      shown.set(`${kind} ${id}`, excerpt ? { by: excerpt.by, words: excerpt.words, answerTo: await answerTo(ctx, excerpt), alone: excerpt.reply?.alone ?? false } : null);
    }
  }
  return shown;
}

async function answerTo(ctx: Ctx, { reply }: Excerpt): Promise<string | null> {
  return reply && ctx.viewer.personId !== null ? inbound.replyAddress(ctx, ctx.viewer.personId, reply.kind, reply.target) : null;
}
