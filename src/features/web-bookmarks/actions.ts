import * as z from 'zod';
import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { parseTags } from '../items/index.ts';
import { readBookmarkFile, webAddress, writeBookmarkFile, type FiledBookmark } from './netscape.ts';
import * as queries from './queries.ts';
import type { WebBookmark } from './queries.ts';

const MOST_BOOKMARKS = 10_000;
const MOST_IN_A_FILE = 5000;
const AT_ONCE = 200;

export const newBookmark = z.object({
  url: z
    .string()
    .trim()
    .transform((text) => webAddress(/^[a-z]+:/i.test(text) ? text : `https://${text}`) ?? '')
    .pipe(z.string().min(1, 'web_bookmarks.error.url')),
  title: z.string().trim().max(300, 'errors.too_long').default(''),
  note: z.string().trim().max(2000, 'errors.too_long').default('').transform((text) => text || null),
  tags: z.string().max(400, 'errors.too_long').default('').transform(parseTags),
  public: z.string().optional().transform((value) => value === 'yes'),
});
export type NewBookmark = z.output<typeof newBookmark>;

declare const own: unique symbol;
/** A bookmark of the viewer's. */
export type OwnBookmark = WebBookmark & { readonly [own]: true };

export async function ownBookmark(ctx: Ctx, id: number): Promise<OwnBookmark> {
  if (ctx.viewer.personId === null) throw notAllowed(ctx.viewer);
  const bookmark = await queries.bookmarkById(ctx.db, ctx.viewer.personId, id);
  if (!bookmark) throw notFound();
  return bookmark as OwnBookmark;
}

/** The viewer, where somebody is signed in. */
export function owner({ viewer }: Ctx): number {
  if (viewer.personId === null) throw notAllowed(viewer);
  return viewer.personId;
}

/** Keeps a page; answers the bookmark's id. */
export async function addBookmark(ctx: Ctx, input: NewBookmark): Promise<number> {
  const personId = owner(ctx);
  return transaction(ctx, async (ctx) => {
    await refuseFull(ctx, personId, 1);
    const made = await queries.insertBookmarks(ctx.db, [{ person_id: personId, ...rowOf(ctx, input), created_at: ctx.now }]);
    const id = made.get(input.url);
    if (id === undefined) throw invalidField('url', 'web_bookmarks.error.twice');
    await queries.replaceTags(ctx.db, personId, id, input.tags);
    await announce(ctx, 'web_bookmarks.changed', { communityId: 0, personId });
    return id;
  });
}

function rowOf(ctx: Ctx, { url, title, note, public: shown }: NewBookmark, since: number | null = null) {
  return { url, title: title || new URL(url).hostname, note, public_at: shown ? (since ?? ctx.now) : null };
}

async function refuseFull(ctx: Ctx, personId: number, more: number): Promise<void> {
  if ((await queries.countBookmarks(ctx.db, personId)) + more > MOST_BOOKMARKS) throw new Refusal('too_large', 'web_bookmarks.error.full');
}

export async function changeBookmark(ctx: Ctx, bookmark: OwnBookmark, input: NewBookmark): Promise<void> {
  await transaction(ctx, async (ctx) => {
    if (!(await queries.updateBookmark(ctx.db, bookmark, rowOf(ctx, input, bookmark.public_at)))) throw invalidField('url', 'web_bookmarks.error.twice');
    await queries.replaceTags(ctx.db, bookmark.person_id, bookmark.id, input.tags);
    await announce(ctx, 'web_bookmarks.changed', { communityId: 0, personId: bookmark.person_id });
  });
}

export async function removeBookmark(ctx: Ctx, bookmark: OwnBookmark): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await queries.deleteBookmark(ctx.db, bookmark);
    await announce(ctx, 'web_bookmarks.changed', { communityId: 0, personId: bookmark.person_id });
  });
}

/** Takes in a browser's bookmark file. What is kept already stays as it is; what is no page of the web is left out. */
export async function importBookmarks(ctx: Ctx, text: string, shown: boolean): Promise<{ added: number; known: number; refused: number }> {
  const personId = owner(ctx);
  const { bookmarks, refused, cut } = readBookmarkFile(text, MOST_IN_A_FILE);
  if (cut) throw invalidField('file', 'web_bookmarks.error.many');
  if (bookmarks.length + refused === 0) throw invalidField('file', 'web_bookmarks.error.file');
  // Of two with the same address the first counts. The last one goes in first, so that the list keeps the order of the file.
  const fresh = [...new Map(bookmarks.toReversed().map((one) => [one.url, one])).values()];
  return transaction(ctx, async (ctx) => {
    await refuseFull(ctx, personId, fresh.length);
    let added = 0;
    for (let at = 0; at < fresh.length; at += AT_ONCE) added += await addSome(ctx, personId, fresh.slice(at, at + AT_ONCE), shown);
    await announce(ctx, 'web_bookmarks.changed', { communityId: 0, personId });
    return { added, known: bookmarks.length - added, refused };
  });
}

async function addSome(ctx: Ctx, personId: number, some: FiledBookmark[], shown: boolean): Promise<number> {
  const rows = some.map((one) => ({
    person_id: personId,
    url: one.url,
    title: one.title,
    note: one.note,
    public_at: shown && one.private !== true ? ctx.now : null,
    created_at: Math.min(one.addedAt ?? ctx.now, ctx.now),
  }));
  const made = await queries.insertBookmarks(ctx.db, rows);
  const tags = some.flatMap((one) => {
    const id = made.get(one.url);
    return id === undefined ? [] : parseTags(one.tags.join(',')).map((tag) => ({ ...tag, person_id: personId, bookmark_id: id }));
  });
  await queries.insertTags(ctx.db, tags);
  return made.size;
}

/** All bookmarks of the viewer as a file for a browser. */
export async function exportBookmarks(ctx: Ctx, title: string): Promise<string> {
  const personId = owner(ctx);
  const all = await queries.bookmarksOf(ctx.db, { personId, own: true }, { tag: null, before: null, limit: MOST_BOOKMARKS });
  const tags = Map.groupBy(await queries.tagsOfBookmarks(ctx.db, all.map((one) => one.id)), (tag) => tag.bookmark_id);
  const filed = all.map(({ id, url, title, note, public_at, created_at }) => ({ url, title, note, tags: (tags.get(id) ?? []).map((tag) => tag.name), addedAt: created_at, private: public_at === null }));
  return writeBookmarkFile(title, filed);
}
