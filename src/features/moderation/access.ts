import type { Ctx } from '#platform/context.ts';
import { notAllowed, notFound } from '#platform/errors.ts';
import { can, type Place, type ReadableSpace, type SpaceFor } from '../communities/index.ts';
import { showItems, type Found } from '../search/index.ts';
import { itemById, openCase, type OpenCase } from './cases/queries.ts';
import { moderatedItem } from './kinds.ts';

declare const reportable: unique symbol;
declare const decidable: unique symbol;

export const MODERATE = 'moderate';
/** A space that the viewer moderates. */
export type ModeratedSpace = SpaceFor<typeof MODERATE>;
/** A case that the viewer may decide, and the space it came up in. */
export type DecidableCase = OpenCase & { readonly [decidable]: true; space: ModeratedSpace };
/** An item that the viewer may read, and so report. */
export type ReportableItem = { id: number; kind: string; authorId: number | null; space: ReadableSpace; shown: Found } & { readonly [reportable]: true };

/** The spaces of a page that the viewer moderates: of a room itself, of a community all. Refuses who moderates none. */
export function moderatedSpaces(ctx: Ctx, place: Place): ModeratedSpace[] {
  const spaces = place.room ? [place.room] : place.spaces;
  const own = spaces.filter((space) => can(ctx.viewer, space, MODERATE));
  if (!can(ctx.viewer, place.space, MODERATE)) throw notAllowed(ctx.viewer);
  return own as ModeratedSpace[];
}

/** A case that waits in one of the spaces that the viewer moderates from here. */
export async function decidableCase(ctx: Ctx, place: Place, id: number): Promise<DecidableCase> {
  const spaces = moderatedSpaces(ctx, place);
  const found = await openCase(ctx.db, place.community.id, id);
  const space = found && spaces.find((own) => own.id === found.space_id);
  if (!found || !space) throw notFound();
  return { ...found, space } as DecidableCase;
}

/** An item of the place that the viewer may read; whoever is signed in may report it. */
export async function reportableItem(ctx: Ctx, place: Place, id: number): Promise<ReportableItem> {
  const item = await itemById(ctx.db, place.community.id, id);
  const space = item && place.spaces.find((own) => own.id === item.space_id);
  const shown = item && space && moderatedItem(item.kind) && (await showItems(ctx, place, [item])).get(id);
  if (!shown) throw notFound();
  if (ctx.viewer.personId === null) throw notAllowed(ctx.viewer);
  return { id, kind: item.kind, authorId: item.author_id, space, shown } as ReportableItem;
}
