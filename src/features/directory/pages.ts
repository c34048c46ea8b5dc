import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { can, canFacilitate, hrefOf, inPlace, PLACES, placeOf, type Place, type RequestPlace } from '../communities/index.ts';
import { closenessIn } from '../people/index.ts';
import { FACETS, type Asked, type Facet, type Found } from './find.ts';
import type { DirectoryRequest } from './heavy.ts';
import { memberStamp } from './stamp.ts';
import Directory from './views/Directory.svelte';
import Print from './views/Print.svelte';

const A_PAGE = 48;
/** Members on the page for printing. */
const ON_PAPER = 1000;
const LONGEST_TEXT = 200;

export function directoryPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/members`, show);
    app.get(`${at}/members/print`, print);
  }
}

/** Where a page begins, as its address carries it: what it is sorted by, and an id. */
export function cursorOf(text: string | null, sort: Asked['sort']): Asked['after'] {
  const [, key, id] = /^(.{0,200})\.(\d{1,15})$/su.exec(text ?? '') ?? [];
  if (key === undefined) return null;
  if (sort === 'name') return { key, id: Number(id) };
  return /^\d{1,16}$/.test(key) ? { key: Number(key), id: Number(id) } : null;
}

/** What the address of a request asks for. */
export function askedOf(request: FastifyRequest, limit: number): Asked {
  const sort = query(request, 'sort') === 'name' ? 'name' : 'newest';
  const chosen = Object.fromEntries(FACETS.flatMap((facet) => (query(request, facet) ? [[facet, query(request, facet)!.slice(0, LONGEST_TEXT)]] : [])));
  return { text: (query(request, 'q') ?? '').slice(0, LONGEST_TEXT), chosen, sort, after: cursorOf(query(request, 'after'), sort), limit, now: request.ctx.now };
}

/** Members of a place as the viewer may see them: all that reads many rows happens in a worker thread. */
export async function findMembers({ ctx }: FastifyRequest, { community, space }: Place, asked: Asked): Promise<Found> {
  const request: DirectoryRequest = { communityId: community.id, spaceId: space.id, closeness: closenessIn(ctx.viewer, space), stamp: memberStamp(ctx.services), asked };
  return ctx.services.workers.run<Found>('directory', request);
}

/** An address of the same list with something changed; pages begin anew. */
function addressOf(href: string, { text, chosen, sort }: Asked, change: Partial<Record<Facet | 'q' | 'sort' | 'after', string | null>> = {}): string {
  const all = { q: text || null, ...chosen, sort: sort === 'name' ? 'name' : null, ...change };
  const given = Object.entries(all).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '');
  return given.length > 0 ? `${href}?${new URLSearchParams(given)}` : href;
}

export const asCursor = (next: Found['next']) => next && `${next.key}.${next.id}`;

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const asked = askedOf(request, A_PAGE);
  const found = await findMembers(request, place, asked);
  return page(request, reply, Directory, propsOf(request, place, asked, found), options(request, place));
}

function propsOf(request: FastifyRequest, place: RequestPlace, asked: Asked, found: Found) {
  const { viewer } = request.ctx;
  const here = hrefOf(place.community, place.room);
  const href = `${here}/members`;
  return {
    href: here,
    found,
    text: asked.text,
    chosen: asked.chosen,
    sort: asked.sort,
    all: place.space.member_count,
    address: (change: Parameters<typeof addressOf>[2]) => addressOf(href, asked, change),
    print: addressOf(`${href}/print`, asked),
    older: found.next && addressOf(href, asked, { after: asCursor(found.next) }),
    canExport: canFacilitate(viewer, place.space),
    givesRoles: can(viewer, place.space, 'roles'),
    outside: !viewer.roles.has(place.community.id),
  };
}

async function print(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const asked = { ...askedOf(request, ON_PAPER), sort: 'name' as const, after: null };
  const found = await findMembers(request, place, asked);
  const props = { space: place.space, found, back: addressOf(`${hrefOf(place.community, place.room)}/members`, asked) };
  return page(request, reply, Print, props, { ...options(request, place), noIndex: true });
}

function options(request: FastifyRequest, place: RequestPlace) {
  return inPlace(request, place, { title: translator(request.ctx.viewer.language)('directory.title'), door: 'people' });
}
