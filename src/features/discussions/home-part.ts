import type { Ctx } from '#platform/context.ts';
import { hrefOfSpace, type Place } from '../communities/index.ts';
import { listRows } from './listing/rows.ts';
import { recentDiscussions } from './listing/queries.ts';
import GoingOn from './views/GoingOn.svelte';

const SHOWN = 8;

/** "Going on now": what moved last, in every room that the viewer may read. */
export async function goingOn(ctx: Ctx, place: Place) {
  const { community, space, room, spaces } = place;
  const spaceIds = room ? [room.id] : spaces.map((s) => s.id);
  const found = await recentDiscussions(ctx.db, { communityId: community.id, spaceIds, limit: SHOWN });
  const rows = await listRows(ctx, place, found, { excerpts: true });
  return { view: GoingOn, props: { rows, list: `${hrefOfSpace(place, space)}/discussions` } };
}
