import type { Ctx } from '#platform/context.ts';
import { excerpt, plainText } from '#platform/text/excerpt.ts';
import { hrefOfSpace, type Place } from '../../communities/index.ts';
import { itemsInState, statesOf } from '../../items/index.ts';
import { linksOf, pageOf } from '../links.ts';
import { discussionsByIds, openings, type ListedDiscussion } from './queries.ts';
import { readMarks } from '../posts/queries.ts';
import type { DiscussionRow } from '../views/props.ts';

const EXCERPT = 180;
const MOST_PINNED = 5;

/** Discussions as lists show them to a viewer: what is unread, pinned, closed, answered. */
export async function listRows(
  ctx: Ctx,
  place: Place,
  listed: ListedDiscussion[],
  { pinnedFirst = false, excerpts = false } = {},
): Promise<DiscussionRow[]> {
  const communityId = place.community.id;
  const { personId } = ctx.viewer;
  const shown = `${place.space.id} ${place.spaces.map((space) => space.id)} ${pinnedFirst} ${excerpts}`;
  const rows = await ctx.services.beats.keep(ctx, communityId, `rows ${shown} ${listed.map((row) => row.id)}`, () => sharedRows(ctx, place, listed, { pinnedFirst, excerpts }));
  const marks = new Map(personId === null ? [] : (await readMarks(ctx.db, communityId, personId, rows.map((row) => row.id))).map((mark) => [mark.discussion_id, mark.number]));
  return rows.map((row) => {
    const read = marks.get(row.id) ?? 0;
    return {
      ...row,
      continueHref: `${row.href}?page=${pageOf(Math.min(read + 1, row.post_count))}#continue`,
      unread: read > 0 ? Math.max(0, row.post_count - read) : 0,
    };
  });
}

/** The rows as all see them who may read the same spaces. */
async function sharedRows(ctx: Ctx, place: Place, listed: ListedDiscussion[], { pinnedFirst, excerpts }: { pinnedFirst: boolean; excerpts: boolean }) {
  const communityId = place.community.id;
  const rows = pinnedFirst ? await withPinnedFirst(ctx, place, listed) : listed;
  const ids = rows.map((row) => row.id);
  const [states, texts] = await Promise.all([statesOf(ctx.db, communityId, ids), excerpts ? openings(ctx.db, communityId, ids) : []]);
  const has = (id: number, state: string) => states.some((s) => s.item_id === id && s.state === state);
  return rows
    .filter((row) => !has(row.id, 'deleted'))
    .map((row) => {
      const home = place.spaces.find((space) => space.id === row.space_id)!;
      const text = texts.find((opening) => opening.item_id === row.id)?.html ?? '';
      const elsewhere = home.parent_id !== null && home.id !== place.space.id;
      return {
        ...row,
        href: linksOf(place, home, row).self,
        pinned: has(row.id, 'pinned'),
        closed: has(row.id, 'closed'),
        answered: row.answer_id !== null,
        excerpt: excerpt(plainText(text), EXCERPT),
        room: elsewhere ? { name: home.name, href: hrefOfSpace(place, home) } : null,
      };
    });
}

async function withPinnedFirst(ctx: Ctx, place: Place, listed: ListedDiscussion[]): Promise<ListedDiscussion[]> {
  const ids = await itemsInState(ctx.db, place.community.id, 'pinned');
  const spaces = new Set(place.room ? [place.room.id] : place.spaces.map((s) => s.id));
  const pinned = (await discussionsByIds(ctx.db, place.community.id, ids))
    .filter((row) => spaces.has(row.space_id))
    .sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    .slice(0, MOST_PINNED);
  return [...pinned, ...listed.filter((row) => !pinned.some((p) => p.id === row.id))];
}
