import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { readablePlaces, type Place } from '../communities/index.ts';
import { itemKey, showItems, showItemsAcross, type Found } from '../search/index.ts';
import * as queries from './queries.ts';
import { LIMITS, type Keeping } from './schema.ts';
import { wordsOf } from './words.ts';

/** What was removed comes back with its note for so long. */
const KEPT_MS = 30 * 86_400_000;

export function ownerOf({ viewer }: Ctx): number {
  if (viewer.personId === null) throw notAllowed(viewer);
  return viewer.personId;
}

/** An item of a place as it looks to the viewer; null where they may not read it, or there is none. */
export async function readableItem(ctx: Ctx, place: Place, id: number): Promise<{ kind: string; found: Found } | null> {
  const kind = await queries.kindOfItem(ctx.db, place.community.id, id);
  const found = kind === null ? undefined : (await showItems(ctx, place, [{ kind, id }])).get(id);
  return found ? { kind: kind!, found } : null;
}

/** Saves an item that the viewer may read; answers where it stands. Saving twice is saving once. */
export async function save(ctx: Ctx, place: Place, itemId: number): Promise<string> {
  const key = { community_id: place.community.id, person_id: ownerOf(ctx), item_id: itemId };
  const item = await readableItem(ctx, place, itemId);
  if (!item) throw notFound();
  const { kind, found } = item;
  await transaction(ctx, async (ctx) => {
    await queries.purgeRemoved(ctx.db, key.person_id, ctx.now - KEPT_MS);
    if ((await queries.countBookmarks(ctx.db, key.person_id)) >= LIMITS.bookmarks) throw new Refusal('conflict', 'bookmarks.error.full');
    await queries.upsertBookmark(ctx.db, { ...key, kind, words: wordsOf(found, null), saved_at: ctx.now });
  });
  return found.href;
}

/** One's own bookmark by its key; what is not one's own does not exist. */
async function ownBookmark(ctx: Ctx, communityId: number, itemId: number) {
  const key = { community_id: communityId, person_id: ownerOf(ctx), item_id: itemId };
  const row = await queries.bookmarkByKey(ctx.db, key);
  if (!row) throw notFound();
  return { key, row };
}

/** Takes a bookmark away, also of something that may be read no longer. */
export async function remove(ctx: Ctx, communityId: number, itemId: number): Promise<void> {
  const { key, row } = await ownBookmark(ctx, communityId, itemId);
  if (row.removed_at !== null) throw notFound();
  await queries.updateBookmark(ctx.db, key, { removed_at: ctx.now });
}

/** Puts a bookmark back that was removed, as it was. */
export async function putBack(ctx: Ctx, communityId: number, itemId: number): Promise<void> {
  const { key } = await ownBookmark(ctx, communityId, itemId);
  await queries.updateBookmark(ctx.db, key, { removed_at: null });
}

/** Changes the note of a bookmark, and moves it to another folder or out of any. */
export async function keep(ctx: Ctx, communityId: number, itemId: number, { note, folder }: Keeping): Promise<void> {
  const { key, row } = await ownBookmark(ctx, communityId, itemId);
  if (row.removed_at !== null) throw notFound();
  if (folder && !(await queries.foldersOf(ctx.db, { personId: key.person_id })).some(({ id }) => id === folder)) throw invalidField('folder', 'bookmarks.error.no_folder');
  const shown = await showItemsAcross(ctx, await readablePlaces(ctx, [communityId]), [{ communityId, kind: row.kind, id: itemId }]);
  const found = shown.get(itemKey(communityId, itemId));
  const noted = note === undefined ? row.note : note;
  await queries.updateBookmark(ctx.db, key, { note: noted, words: wordsOf(found ?? row.words, noted), ...(folder !== undefined && { folder_id: folder }) });
}
