import { noteInTransaction } from '#platform/announce.ts';
import type { Ctx, Services } from '#platform/context.ts';
import { baseUrl } from '../../../config.ts';
import { keepMessageIds, knownMessageIds } from './queries.ts';

const hostOf = ({ config }: Services) => new URL(baseUrl(config)).hostname;

/**
 * Says that items of some kinds are mailed under a name, such as `post-12.1@host`: item 12, of community 1. What a mail
 * is called holds for ever (RFC 5322 §3.6.4), so those that go to another community keep what they were called.
 */
export function mailedAs(name: string, kinds: string[]): void {
  noteInTransaction('items.moved', async ({ db, services }, { communityId, fromId, itemIds }) => {
    if (communityId !== fromId) await keepMessageIds(db, { communityId, itemIds: itemIds as number[], kinds, before: `${name}-`, after: `.${String(fromId)}@${hostOf(services)}` });
  });
}

/** The Message-IDs of some items of a community: those that they came by, or went out with before. */
export async function messageIdsOf({ db, services }: Pick<Ctx, 'db' | 'services'>, name: string, communityId: number, itemIds: number[]): Promise<(itemId: number) => string> {
  const known = await knownMessageIds(db, communityId, itemIds);
  return (itemId) => `<${(known.get(itemId) ?? `${name}-${itemId}.${communityId}@${hostOf(services)}`).replace(/^<|>$/g, '')}>`;
}
