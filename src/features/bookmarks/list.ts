import type { Ctx } from '#platform/context.ts';
import { readablePlaces } from '../communities/index.ts';
import { itemKey, showItemsAcross, type Found } from '../search/index.ts';
import { ownerOf } from './actions.ts';
import { bookmarksOf, type Bookmark } from './queries.ts';
import { fold } from './words.ts';

/** A bookmark, and what it leads to: nothing at all where the viewer may read it no longer. */
export interface ShownBookmark extends Bookmark {
  found: (Found & { community: string }) | null;
}

export interface Wanted {
  folder?: number | null;
  text?: string | null;
  before?: { at: number; id: number } | null;
  limit: number;
}

/** One's bookmarks, and where the next ones begin. Four statements, whatever communities they stand in. */
export async function listBookmarks(ctx: Ctx, { folder = null, text, before = null, limit }: Wanted) {
  const words = fold(text ?? '').split(/\s+/).filter(Boolean).slice(0, 10);
  const rows = await bookmarksOf(ctx.db, { personId: ownerOf(ctx), folderId: folder, words, before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const places = await readablePlaces(ctx, [...new Set(shown.map((row) => row.community_id))]);
  const found = await showItemsAcross(ctx, places, shown.map((row) => ({ communityId: row.community_id, kind: row.kind, id: row.item_id })));
  const bookmarks = shown.map((row): ShownBookmark => {
    const one = found.get(itemKey(row.community_id, row.item_id));
    return { ...row, found: one ? { ...one, community: places.get(row.community_id)!.community.name } : null };
  });
  const last = shown.at(-1);
  const next = rows.length > shown.length && last ? { at: last.saved_at, id: last.item_id } : null;
  // Words that something had once must not tell of it when it is gone.
  return { bookmarks: words.length > 0 ? bookmarks.filter((bookmark) => bookmark.found) : bookmarks, next };
}
