import type { Ctx } from '#platform/context.ts';
import { notAllowed } from '#platform/errors.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { NavLink } from '#ui/context.ts';
import { canRead, type ReadableSpace } from '../access.ts';
import { hrefOf } from '../frame.ts';
import type { Space } from '../queries.ts';
import type { MySpaces } from './parts.ts';
import { joinedCommunities, joinedSpaces, noteVisit } from './queries.ts';
import '../work/tables.ts';

/** A visit lasts so long: looking again within it hides nothing. */
const VISIT_MS = 30 * 60_000;
/** How far back the first visit looks, and whoever was away for long. */
const FARTHEST_MS = 14 * 86_400_000;

/** All that the viewer joined and may read, in one statement. */
export async function mySpaces(ctx: Ctx): Promise<MySpaces & { visitedAt: number }> {
  const { viewer } = ctx;
  if (viewer.personId === null) throw notAllowed(viewer);
  const rows = await joinedSpaces(ctx.db, { personId: viewer.personId });
  const communities = new Map(rows.filter((row) => row.parent_id === null && canRead(viewer, row, row)).map((row) => [row.id, row as unknown as ReadableSpace]));
  const spaces = new Map<number, Space>();
  for (const row of rows) {
    const community = communities.get(row.community_id);
    if (community && canRead(viewer, row, community)) spaces.set(row.id, row.parent_id === null ? community : row);
  }
  const visitedAt = rows[0]?.visited_at ?? 0;
  const before = ctx.now - visitedAt > VISIT_MS ? visitedAt : (rows[0]?.visited_before ?? 0);
  return { communities, spaces, visitedAt, since: Math.max(before, ctx.now - FARTHEST_MS) };
}

/** Notes that the viewer is on their home, once a visit. */
export async function noteHomeVisit(ctx: Ctx, visitedAt: number): Promise<void> {
  if (ctx.now - visitedAt > VISIT_MS) await noteVisit(ctx.db, ctx.viewer.personId!, ctx.now, visitedAt);
}

const menus = new WeakMap<Viewer, Promise<NavLink[]>>();

/** The viewer's communities for the header. Read once for as long as the viewer is remembered, which ends with every change of memberships. */
export function myCommunities(ctx: Ctx): Promise<NavLink[]> {
  const { personId } = ctx.viewer;
  if (personId === null) return Promise.resolve([]);
  let menu = menus.get(ctx.viewer);
  if (!menu) {
    menu = joinedCommunities(ctx.db, { personId }).then((rows) => rows.map((row) => ({ href: hrefOf(row), label: row.name })));
    menus.set(ctx.viewer, menu);
    menu.catch(() => menus.delete(ctx.viewer));
  }
  return menu;
}
