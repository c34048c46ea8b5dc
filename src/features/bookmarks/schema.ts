import * as z from 'zod';

export const LIMITS = { note: 2000, folder: 60, folders: 100, bookmarks: 5000 } as const;

const id = z.coerce.number().int().positive();

/** One step beside an item. */
export const saving = z.object({ item: id, do: z.enum(['save', 'remove']) });

const note = z
  .string()
  .trim()
  .max(LIMITS.note, 'bookmarks.error.note')
  .transform((text) => text.replace(/\r\n?/g, '\n') || null);
const folder = z.preprocess((value) => (value === '' ? null : value), id.nullable());

/** A note and a folder; what is left out stays. */
export const keeping = z.object({ note: note.nullish(), folder: folder.optional() });
export type Keeping = z.output<typeof keeping>;

/** What the list of bookmarks does with one of them. */
export const changing = keeping.extend({ community: id, item: id, do: z.enum(['change', 'remove', 'restore']).default('change') });

export const folderName = z.object({
  name: z
    .string()
    .trim()
    .transform((text) => text.replace(/\s+/g, ' '))
    .pipe(z.string().min(1, 'bookmarks.error.folder').max(LIMITS.folder, 'bookmarks.error.folder_long')),
});
