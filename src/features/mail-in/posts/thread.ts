import type { Ctx } from '#platform/context.ts';
import type { ParsedMessage } from '#platform/mail/archive/parse.ts';
import { baseUrl } from '../../../config.ts';
import { communityNow } from '../../communities/index.ts';
import { itemOfMessage } from '../queries.ts';

const MOST = 20;

/** The post that a message answers by In-Reply-To or References, the nearest first. Subjects are not guessed by. */
export async function answeredItem(ctx: Ctx, communityId: number, { inReplyTo, references }: ParsedMessage): Promise<number | null> {
  const host = new URL(baseUrl(ctx.services.config)).hostname;
  for (const id of [...new Set([...inReplyTo, ...references.toReversed()])].slice(0, MOST)) {
    const [, item, community, at] = /^post-(\d{1,15})\.(\d{1,15})@(.+)$/.exec(id) ?? [];
    if (at === host && (Number(community) === communityId || (await communityNow(ctx.db, Number(community), 'items', Number(item))) === communityId)) return Number(item);
    const known = await itemOfMessage(ctx.db, communityId, id);
    if (known !== null) return known;
  }
  return null;
}
