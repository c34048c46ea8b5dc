import * as z from 'zod';
import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { excerpt } from '#platform/text/excerpt.ts';
import { readingPageAt, type ReadingPage } from '#ui/sections.ts';
import { baseUrl } from '../../config.ts';
import { can, hrefOf, readablePlace, roleIn, switchedOff, type Place } from '../communities/index.ts';
import { personById, seenBy } from '../people/index.ts';
import { showItems } from '../search/index.ts';

const EXCERPT = 400;
/** Which page is meant: that of an item or its earlier versions, a part of a place, or a page of no place by its kind. */
export const pageRef = z.union([
  z.object({ kind: z.string().min(1).max(40), id: z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER), path: z.string().max(100).regex(/^(?:\/[\w-]+)*\/\d+\/history$/).optional() }),
  z.object({ path: z.string().max(400) }),
]);
export type PageRef = z.output<typeof pageRef>;

/** A page as its mail shows it. */
export interface Target {
  title: string;
  href: string;
  text: string;
}

/** A page of no place: it is sent from a place that the sender is in. */
export interface SharedPage {
  kind: string;
  /** The page as the viewer may see it; null when it is not there for them. */
  target(ctx: Ctx, id: number): Promise<Target | null>;
}

const outside = new Map<string, SharedPage>();

export function addSharedPage(page: SharedPage): void {
  outside.set(page.kind, page);
}

export const isOutside = (kind: string) => outside.has(kind);

/** The page that a path below a place names, with its query where that belongs to it; null for one that cannot be sent. */
export function partAt(path: string): { path: string; query: URLSearchParams | null; page: ReadingPage | null } | null {
  const [bare = '', asked = ''] = path.split('?');
  const page = bare === '' ? null : readingPageAt(bare);
  return page === undefined ? null : { path: bare, query: page?.query && asked ? new URLSearchParams(asked) : null, page };
}

/** The page, as far as the viewer of the context may read it; null for a page that is not there for them. */
export async function targetIn(ctx: Ctx, place: Place, ref: PageRef): Promise<Target | null> {
  if (!('kind' in ref)) return partTarget(ctx, place, ref.path);
  const other = outside.get(ref.kind);
  if (other) return other.target(ctx, ref.id);
  const found = (await showItems(ctx, place, [{ kind: ref.kind, id: ref.id }])).get(ref.id);
  if (!found || (ref.path && !ref.path.endsWith(`/${ref.id}/history`))) return null;
  if (!ref.path) return { title: found.title, href: found.href.split('#')[0]!, text: excerpt(found.text, EXCERPT) };
  const title = translator(place.space.language)('sharing.history', { title: found.title });
  return { title, href: hrefOf(place.community, place.room) + ref.path, text: excerpt(found.text, EXCERPT) };
}

function partTarget({ viewer }: Ctx, place: Place, path: string): Target | null {
  const part = partAt(path);
  const { feature, needs, label } = part?.page ?? {};
  if (!part || (feature && switchedOff(place).includes(feature))) return null;
  if (needs && !(needs === 'member' ? roleIn(viewer, place.space) !== null : can(viewer, place.space, needs))) return null;
  const { name, tagline, language } = place.space;
  const asked = part.query?.get('q');
  const title = label ? `${translator(language)(label)}${asked ? `: ${asked}` : ''} · ${name}` : name;
  return { title, href: `${hrefOf(place.community, place.room)}${part.path}${part.query ? `?${part.query}` : ''}`, text: tagline ?? '' };
}

/** The communities of this host, as far as the reader may know of them. */
export async function communitiesTarget({ db, services, viewer }: Ctx): Promise<Target> {
  const host = (await hostSetting(db, 'host_name')) ?? new URL(baseUrl(services.config)).hostname;
  return { title: `${translator(viewer.language)('communities.host_title')} · ${host}`, href: '/communities', text: '' };
}

/** Somebody's page, with no more of it than the viewer sees there. */
export async function personTarget(ctx: Ctx, id: number): Promise<Target | null> {
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
