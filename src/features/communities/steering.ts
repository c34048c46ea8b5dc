import type { FastifyRequest } from 'fastify';
import { translator } from '#platform/i18n/index.ts';
import type { NavLink } from '#ui/context.ts';
import type { PageOptions } from '#ui/page.ts';
import { hrefOf, inPlace, type RequestPlace } from './frame.ts';
import { can } from './permissions/capabilities.ts';

/** What waits day by day, who is here, and how the place is set up, in this order. */
const GROUPS = ['daily', 'members', 'place'] as const;
type SteeringGroup = (typeof GROUPS)[number];

/** A page from which a community or room is run. */
export interface SteeringPage {
  /** Below the community or room, such as `/settings`. */
  path: string;
  /** Key of its name in the texts. */
  label: string;
  /** What one must be allowed to do to change something there. */
  capability: string;
  order: number;
  group: SteeringGroup;
  /** Whether rooms have one of their own. */
  rooms: boolean;
  /** Whether the community itself has none. */
  onlyRooms?: boolean;
}

const pages: SteeringPage[] = [];

export function addSteeringPage(added: SteeringPage): void {
  if (pages.some((page) => page.path === added.path)) return;
  pages.push(added);
  pages.sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || a.order - b.order);
}

/** The options of such a page: with the others as inner navigation, and never kept for others. */
export function inSteering(request: FastifyRequest, place: RequestPlace, options: PageOptions): PageOptions {
  return { ...inPlace(request, place, options), noIndex: true, inner: steeringLinks(request, place) };
}

/** Links to the pages from which the viewer may run a place; none for others. */
function steeringLinks(request: FastifyRequest, { community, room, space }: RequestPlace): NavLink[] {
  const { viewer } = request.ctx;
  const t = translator(viewer.language);
  const home = hrefOf(community, room);
  const path = request.url.split('?')[0]!;
  return pages
    .filter((page) => (room === null ? !page.onlyRooms : page.rooms) && can(viewer, space, page.capability))
    .map((page) => ({ href: home + page.path, label: t(page.label), current: path === home + page.path, group: t(`communities.steering.${page.group}`) }));
}
