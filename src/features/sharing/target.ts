import * as z from 'zod';
import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { excerpt } from '#platform/text/excerpt.ts';
import { readingPageAt } from '#ui/sections.ts';
import { hrefOf, readablePlace, switchedOff, type Place } from '../communities/index.ts';
import { personById, seenBy } from '../people/index.ts';
import { showItems } from '../search/index.ts';

const EXCERPT = 400;
/** The page of a person is of no place: it is sent from one that the sender is in. */
export const PERSON = 'person';

/** Which page is meant: that of an item, or a part of a place. */
export const pageRef = z.union([
  z.object({ kind: z.string().min(1).max(40), id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  z.object({ path: z.string().max(100) }),
]);
export type PageRef = z.output<typeof pageRef>;

/** A page as its mail shows it. */
export interface Target {
  title: string;
  href: string;
  text: string;
}

/** Whether a path below a place is one that can be sent. */
export function isPart(path: string): boolean {
  return path === '' || readingPageAt(path) !== undefined;
}

/** The page, as far as the viewer of the context may read it; null for a page that is not there for them. */
export async function targetIn(ctx: Ctx, place: Place, ref: PageRef): Promise<Target | null> {
  if ('kind' in ref && ref.kind === PERSON) return personTarget(ctx, ref.id);
  if ('kind' in ref) {
    const found = (await showItems(ctx, place, [{ kind: ref.kind, id: ref.id }])).get(ref.id);
    return found ? { title: found.title, href: found.href.split('#')[0]!, text: excerpt(found.text, EXCERPT) } : null;
  }
  const page = readingPageAt(ref.path);
  if (!isPart(ref.path) || (page?.feature && switchedOff(place).includes(page.feature))) return null;
  const { name, tagline } = place.space;
  const title = page ? `${translator(place.space.language)(page.label)} · ${name}` : name;
  return { title, href: hrefOf(place.community, place.room) + ref.path, text: tagline ?? '' };
}

/** Somebody's page, with no more of it than the viewer sees there. */
async function personTarget(ctx: Ctx, id: number): Promise<Target | null> {
  const person = await personById(ctx.db, id);
  if (!person || person.former_since !== null) return null;
  const { name, headline } = (await seenBy(ctx, person)).profile;
  return { title: name, href: `/people/${person.handle}`, text: headline ?? '' };
}

/** The same for somebody else, who may not know the place at all. */
export async function targetFor(ctx: Ctx, { community, room }: { community: string; room: string | null }, ref: PageRef): Promise<Target | null> {
  try {
    return await targetIn(ctx, await readablePlace(ctx, community, room), ref);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return null;
    throw error;
  }
}
