import type { Ctx } from '#platform/context.ts';
import { notAllowed, notFound } from '#platform/errors.ts';
import type { Viewer } from '#platform/viewer.ts';
import { can, canFacilitate, type Place, type ReadableSpace } from '../communities/index.ts';
import { newsById, type NewsRow } from './queries.ts';

/** The capability of posting news. */
export const POST = 'news.post';

declare const readable: unique symbol;
declare const editable: unique symbol;

/** A post that the viewer may read, and where it stands. */
export type ReadableNews = NewsRow & { readonly [readable]: true; at: Place; home: ReadableSpace };
/** A post that the viewer may change, publish or delete. */
export type EditableNews = ReadableNews & { readonly [editable]: true };

/** Whoever may post changes their own, facilitators all. */
export function canEdit(viewer: Viewer, home: ReadableSpace, post: { author_id: number | null }): boolean {
  return can(viewer, home, POST) && (canFacilitate(viewer, home) || (viewer.personId !== null && viewer.personId === post.author_id));
}

/** A post of the place. Drafts, and what was deleted, are there only for those who may change them. */
export async function readableNews(ctx: Ctx, place: Place, id: number): Promise<ReadableNews> {
  const post = await newsById(ctx.db, place.community.id, id);
  const home = post && place.spaces.find((space) => space.id === post.space_id);
  if (!post || !home) throw notFound();
  if ((post.published_at === null || post.deleted_at !== null) && !canEdit(ctx.viewer, home, post)) throw notFound();
  return { ...post, at: place, home } as ReadableNews;
}

export async function editableNews(ctx: Ctx, place: Place, id: number): Promise<EditableNews> {
  const post = await readableNews(ctx, place, id);
  if (!canEdit(ctx.viewer, post.home, post)) throw notAllowed(ctx.viewer);
  return post as EditableNews;
}
