import type { FastifyRequest } from 'fastify';
import { addForward } from '#ui/failure.ts';
import { readablePlaces } from '../../access.ts';
import { hrefOf } from '../../frame.ts';
import { communityBySlug } from '../../queries.ts';
import { movedItem } from './queries.ts';

const AT = /^\/(?:c|api\/v1\/communities)\/[^/?]+(?:\/r\/[^/?]+)?/;

/** What is not found in a community, for its room has moved to another, is found there by those who may read it. */
export function forwardMovedItems(): void {
  addForward(whereItWent);
}

async function whereItWent({ ctx, params, url }: FastifyRequest): Promise<string | null> {
  const { community: slug, id } = (params ?? {}) as Record<string, string | undefined>;
  const itemId = Number(/^(\d{1,15})(?:-|$)/.exec(id ?? '')?.[1]);
  if (!slug || !itemId || !AT.test(url)) return null;
  const community = await communityBySlug(ctx.db, slug);
  const item = community && (await movedItem(ctx.db, community.id, itemId));
  const place = item && (await readablePlaces(ctx, [item.community_id])).get(item.community_id);
  const room = place?.spaces.find((space) => space.id === item?.space_id);
  if (!place || !room) return null;
  const there = url.startsWith('/c/') ? hrefOf(place.community, room.parent_id === null ? null : room) : `/api/v1/communities/${place.community.slug}`;
  return url.replace(AT, () => there);
}
