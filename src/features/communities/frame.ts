import type { FastifyRequest } from 'fastify';
import { Moved, notFound } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import type { FrameSpace, NavLink } from '#ui/context.ts';
import type { PageOptions } from '#ui/page.ts';
import { canFacilitate, readablePlace, type Place } from './access.ts';
import { isClosed } from './permissions/capabilities.ts';
import type { Space } from './queries.ts';
import { switchedOff } from './switches/registry.ts';

/** Every page of a community works in a room too. */
export const PLACES = ['/c/:community', '/c/:community/r/:room'];

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The feature that a route belongs to. */
    feature?: string;
  }
}

/** A place, and the page cache's pulse before anything of it was read. */
export type RequestPlace = Place & { pulse: number };

/** The place that a request's address names: `/c/:community`, perhaps `/r/:room`. What is only read may be read from memory, while nothing changes. */
export async function placeOf(request: FastifyRequest): Promise<RequestPlace> {
  const { community, room } = request.params as Record<string, string>;
  // Only what is got is kept: an answer to a change is of no moment.
  const pulse = request.method === 'GET' ? request.ctx.services.beats.pulse() : -1;
  const place = await readablePlace(request.ctx, community!, room ?? null, { kept: request.method === 'GET' });
  const former = place.community.slug !== community || (place.room !== null && place.room.slug !== room);
  if (former && request.method === 'GET' && request.url.startsWith('/c/'))
    throw new Moved(request.url.replace(/^\/c\/[^/?]+(?:\/r\/[^/?]+)?/, hrefOf(place.community, place.room)));
  if (switchedOff(place).includes(request.routeOptions.config.feature ?? '')) throw notFound();
  return { ...place, pulse };
}

/** The address of a community or room. */
export function hrefOf(community: { slug: string }, room: { slug: string } | null = null): string {
  return `/c/${community.slug}${room ? `/r/${room.slug}` : ''}`;
}

/** The address of any space of a place. */
export function hrefOfSpace({ community }: Place, space: Space): string {
  return hrefOf(community, space.parent_id === null ? null : space);
}

function frameSpace(request: FastifyRequest, place: Place): FrameSpace {
  const { community, room } = place;
  const { viewer } = request.ctx;
  return {
    name: community.name,
    tagline: community.tagline,
    href: hrefOf(community),
    hue: community.hue,
    logo: community.logo_key ? `${hrefOf(community)}/logo/${community.logo_key.split('/').pop()}` : null,
    room: room && { name: room.name, href: hrefOf(community, room) },
    facilitates: canFacilitate(viewer, room ?? community),
    joined: viewer.roles.has((room ?? community).id),
    off: switchedOff(place),
    notice: room && isClosed(room) ? translator(viewer.language)(`communities.rooms.${room.state}_notice`) : null,
  };
}

/** Links that a feature puts on every page of a place: beside what can be done with the page, or at the foot. */
export interface PlaceLinks {
  feature: string;
  where: 'tools' | 'footer';
  links(request: FastifyRequest, place: Place, options: PageOptions): NavLink[];
}

const placeLinks = new Map<string, PlaceLinks>();

export function addPlaceLinks(added: PlaceLinks): void {
  placeLinks.set(`${added.feature} ${added.where}`, added);
}

function linksOn(request: FastifyRequest, place: Place, options: PageOptions, where: PlaceLinks['where']): NavLink[] {
  const off = switchedOff(place);
  const shown = [...placeLinks.values()].filter((links) => links.where === where && !off.includes(links.feature));
  return [...(options[where] ?? []), ...shown.flatMap(({ links }) => links(request, place, options))];
}

/** The options that every page of a place shares. */
export function inPlace(request: FastifyRequest, place: RequestPlace, options: PageOptions): PageOptions {
  const { community } = place;
  return {
    ...options,
    tools: linksOn(request, place, options, 'tools'),
    footer: linksOn(request, place, options, 'footer'),
    space: frameSpace(request, place),
    noIndex: options.noIndex ?? community.visibility !== 'public',
    cacheable: { communityId: community.id, pulse: place.pulse },
  };
}
