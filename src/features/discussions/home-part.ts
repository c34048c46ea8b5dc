import type { Ctx } from '#platform/context.ts';
import { canOnceJoined, hrefOfSpace, type Place } from '../communities/index.ts';
import { START } from './access.ts';
import { listRows } from './listing/rows.ts';
import { recentDiscussions } from './listing/queries.ts';
import GoingOn from './views/GoingOn.svelte';
import type { DiscussionRow } from './views/props.ts';

const SHOWN = 8;
/** How far back to look for what awaits somebody. */
const LOOKED_AT = 40;
const AWAITING = 3;

/** What awaits the viewer, and "Going on now": what moved last, in every room that the viewer may read. */
export async function goingOn(ctx: Ctx, place: Place) {
  const { community, space, room, spaces } = place;
  const { personId } = ctx.viewer;
  const spaceIds = room ? [room.id] : spaces.map((s) => s.id);
  const limit = personId === null ? SHOWN : LOOKED_AT;
  const found = await ctx.services.beats.keep(ctx, community.id, `going on ${community.id} ${spaceIds} ${limit}`, () => recentDiscussions(ctx.db, { communityId: community.id, spaceIds, limit }));
  const rows = await listRows(ctx, place, found, { excerpts: true });
  const props = { rows: rows.slice(0, SHOWN), awaits: personId === null ? null : awaiting(rows, personId), list: `${hrefOfSpace(place, space)}/discussions`, canStart: personId === null ? space.state !== 'archived' : canOnceJoined(ctx.viewer, place, START) };
  return { view: GoingOn, props };
}

/** What moved in discussions that one reads, and questions of others that nobody answered yet. */
function awaiting(rows: DiscussionRow[], personId: number) {
  const unread = rows.filter((row) => row.unread > 0 && row.last_author_id !== personId).slice(0, AWAITING);
  const questions = rows.filter((row) => row.type === 'question' && row.post_count === 1 && row.author_id !== personId && !row.closed).slice(0, AWAITING);
  return unread.length + questions.length === 0 ? null : { unread, questions };
}
