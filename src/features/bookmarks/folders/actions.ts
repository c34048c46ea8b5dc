import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, notFound, Refusal } from '#platform/errors.ts';
import { ownerOf } from '../actions.ts';
import { foldersOf, insertFolder, purgeFolders, updateFolder } from '../queries.ts';
import { LIMITS } from '../schema.ts';

/** A folder that was deleted can be brought back for so long. */
const KEPT_MS = 86_400_000;

/** Makes a folder. The same name twice is the same folder. */
export async function makeFolder(ctx: Ctx, name: string): Promise<number> {
  const personId = ownerOf(ctx);
  return transaction(ctx, async (ctx) => {
    const folders = await foldersOf(ctx.db, { personId });
    const same = folders.find((folder) => folder.name === name);
    if (same) return same.id;
    if (folders.length >= LIMITS.folders) throw new Refusal('conflict', 'bookmarks.error.folders_full');
    return insertFolder(ctx.db, personId, name, ctx.now);
  });
}

export async function renameFolder(ctx: Ctx, id: number, name: string): Promise<void> {
  const personId = ownerOf(ctx);
  const folders = await foldersOf(ctx.db, { personId });
  if (!folders.some((folder) => folder.id === id)) throw notFound();
  if (folders.some((folder) => folder.id !== id && folder.name === name)) throw invalidField('name', 'bookmarks.error.folder_taken');
  await updateFolder(ctx.db, personId, id, { name });
}

/** Deletes a folder; what it held stays, without a folder. */
export async function deleteFolder(ctx: Ctx, id: number): Promise<void> {
  const personId = ownerOf(ctx);
  await transaction(ctx, async (ctx) => {
    await purgeFolders(ctx.db, personId, ctx.now - KEPT_MS);
    if (!(await updateFolder(ctx.db, personId, id, { deleted_at: ctx.now }))) throw notFound();
  });
}

/** Brings a folder back with all that it held. */
export async function restoreFolder(ctx: Ctx, id: number): Promise<void> {
  if (!(await updateFolder(ctx.db, ownerOf(ctx), id, { deleted_at: null }))) throw notFound();
}
