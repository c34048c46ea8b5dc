import type { Ctx } from '#platform/context.ts';
import { hrefOfSpace, type Place } from '../communities/index.ts';
import { dueNews, latestNews } from './queries.ts';
import { linesOf } from './rows.ts';
import Due from './views/Due.svelte';
import Latest from './views/Latest.svelte';

const SHOWN = 3;
const DUE = { days: 45, shown: 5 };
const DAY = 86_400_000;

const spaceIdsOf = ({ room, spaces }: Place) => (room ? [room.id] : spaces.map((space) => space.id));

/** The latest three, what is pinned first. */
export async function latestPart(ctx: Ctx, place: Place) {
  const wanted = { communityId: place.community.id, spaceIds: spaceIdsOf(place), now: ctx.now, viewerId: ctx.viewer.personId };
  const found = await latestNews(ctx.db, { ...wanted, limit: SHOWN * 4 });
  const rows = [...found.filter((row) => row.pinned_at !== null), ...found.filter((row) => row.pinned_at === null)].slice(0, SHOWN);
  return rows.length === 0 ? null : { view: Latest, props: { rows: linesOf(place, rows), list: `${hrefOfSpace(place, place.space)}/news` } };
}

/** Deadlines that come near. */
export async function duePart(ctx: Ctx, place: Place) {
  const span = { from: ctx.now, to: ctx.now + DUE.days * DAY };
  const rows = await dueNews(ctx.db, { communityId: place.community.id, spaceIds: spaceIdsOf(place), ...span, limit: DUE.shown });
  return rows.length === 0 ? null : { view: Due, props: { rows: linesOf(place, rows) } };
}
