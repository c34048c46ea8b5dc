import type { Ctx } from '#platform/context.ts';
import { hrefOfSpace, type Place } from '../communities/index.ts';
import { latestNews, type ListedNews } from './queries.ts';
import { linesOf } from './rows.ts';
import Due from './views/Due.svelte';
import Latest from './views/Latest.svelte';

const SHOWN = 3;
const DUE = { days: 45, shown: 5 };
const DAY = 86_400_000;
/** How far back both parts look. */
const LOOKED_AT = 40;

const read = new WeakMap<Ctx, Promise<ListedNews[]>>();

/** What stands in the lists, once for both parts of a page. */
function listed(ctx: Ctx, { community, room, spaces }: Place): Promise<ListedNews[]> {
  const spaceIds = room ? [room.id] : spaces.map((space) => space.id);
  const known = read.get(ctx) ?? latestNews(ctx.db, { communityId: community.id, spaceIds, now: ctx.now, viewerId: ctx.viewer.personId, limit: LOOKED_AT });
  read.set(ctx, known);
  return known;
}

/** The latest three, what is pinned first. */
export async function latestPart(ctx: Ctx, place: Place) {
  const found = await listed(ctx, place);
  const rows = [...found.filter((row) => row.pinned_at !== null), ...found.filter((row) => row.pinned_at === null)].slice(0, SHOWN);
  return rows.length === 0 ? null : { view: Latest, props: { rows: linesOf(place, rows), list: `${hrefOfSpace(place, place.space)}/news` } };
}

/** Deadlines that come near, the nearest first. */
export async function duePart(ctx: Ctx, place: Place) {
  const near = (await listed(ctx, place)).filter(({ deadline_at: at }) => at !== null && at >= ctx.now && at < ctx.now + DUE.days * DAY);
  const rows = near.sort((a, b) => a.deadline_at! - b.deadline_at!).slice(0, DUE.shown);
  return rows.length === 0 ? null : { view: Due, props: { rows: linesOf(place, rows) } };
}
