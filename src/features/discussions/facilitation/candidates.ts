import type { Ctx } from '#platform/context.ts';
import type { SearchAnswer, SearchRequest } from '#platform/search/index.ts';
import { canFacilitate } from '../../communities/index.ts';
import type { FacilitatedDiscussion } from '../access.ts';
import { discussionsByIds } from '../listing/queries.ts';
import { listRows } from '../listing/rows.ts';
import { merging } from '../schema.ts';
import { DISCUSSION } from '../search.ts';
import type { DiscussionRow } from '../views/props.ts';
import { discussionsTaggedAlike } from './queries.ts';

const OFFERED = 10;
/** Some of what is found was deleted meanwhile, or is the discussion itself. */
const LOOKED_AT = 3 * OFFERED;
const ADDRESS = /^\d+$|\/discussions\/\d+/;

/**
 * What a discussion may be merged into, the likeliest first, where the viewer facilitates: what is found for
 * the words that they typed, or the one whose address they pasted; before they ask, what has its words and tags.
 */
export async function mergeCandidates(ctx: Ctx, discussion: FacilitatedDiscussion, asked: string): Promise<DiscussionRow[]> {
  const { place } = discussion;
  const communityId = place.community.id;
  const spaceIds = place.spaces.filter((space) => canFacilitate(ctx.viewer, space)).map((space) => space.id);
  const worth = asked ? await askedFor(ctx, communityId, spaceIds, asked) : await alike(ctx, discussion, spaceIds);
  worth.delete(discussion.id);
  const ids = [...worth].sort(([a, more], [b, most]) => most - more || b - a).map(([id]) => id);
  const found = (await discussionsByIds(ctx.db, communityId, ids)).filter((row) => spaceIds.includes(row.space_id));
  const rows = await listRows(ctx, place, found.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)));
  return rows.slice(0, OFFERED);
}

async function askedFor(ctx: Ctx, communityId: number, spaceIds: number[], asked: string): Promise<Map<number, number>> {
  const { data } = merging.safeParse({ into: asked });
  return data && ADDRESS.test(asked) ? new Map([[data.into, 1]]) : byWords(ctx, communityId, spaceIds, asked);
}

/** The title's words and the tags weigh the same: either may have been forgotten the second time. */
async function alike(ctx: Ctx, { id, title, place }: FacilitatedDiscussion, spaceIds: number[]): Promise<Map<number, number>> {
  const worth = await byWords(ctx, place.community.id, spaceIds, title.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' '));
  const tagged = await discussionsTaggedAlike(ctx.db, { communityId: place.community.id, id, spaceIds, limit: LOOKED_AT });
  const most = tagged[0]?.shared ?? 1;
  for (const { item_id, shared } of tagged) worth.set(item_id, (worth.get(item_id) ?? 0) + shared / most);
  return worth;
}

/** What is found for words: the best is worth 1. */
async function byWords({ services, now }: Ctx, communityId: number, spaceIds: number[], query: string): Promise<Map<number, number>> {
  const wanted: SearchRequest = { communityId, query, spaceIds, filter: { kinds: [DISCUSSION] }, typing: true, limit: LOOKED_AT, offset: 0, now };
  const { hits } = await services.workers.run<SearchAnswer>('search', wanted);
  return new Map(hits.map((hit) => [hit.id, hit.score / hits[0]!.score]));
}
