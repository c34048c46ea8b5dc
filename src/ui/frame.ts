import type { Frame, FrameSpace, NavLink } from './context.ts';

/** The other communities are one step further, on one's own home. */
const PLACES_SHOWN = 24;

/** What the head of a page shows: the same on all pages behind one door, for one viewer. */
export interface HeaderProps extends Pick<Frame, 'hostName' | 'viewer' | 'door' | 'doors' | 'searchHref'> {
  space: (Pick<FrameSpace, 'name' | 'tagline' | 'href' | 'logo' | 'facilitates'> & { room: string | null }) | null;
  /** The viewer's communities besides this one. */
  places: NavLink[];
  /** Whether they belong to several. */
  others: boolean;
  /** Where to come back to after signing in. */
  url: string | null;
}

export function headerOf({ hostName, viewer, door, doors, searchHref, space, places, url }: Frame): HeaderProps {
  return {
    hostName,
    viewer,
    door,
    doors,
    searchHref,
    space: space && { name: space.name, tagline: space.tagline, href: space.href, logo: space.logo, facilitates: space.facilitates, room: space.room?.href ?? null },
    places: places.filter((place) => place.href !== space?.href).slice(0, PLACES_SHOWN),
    others: places.length > 1,
    url: viewer ? null : url,
  };
}

/** What the foot of a page shows: the same for all who see the same tools and colours. */
export type FooterProps = Pick<Frame, 'tools' | 'footer' | 'feeds' | 'theme' | 'url'>;

export function footerOf({ tools, footer, feeds, theme, url }: Frame): FooterProps {
  return { tools, footer, feeds, theme, url };
}
