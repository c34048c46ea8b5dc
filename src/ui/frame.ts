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

/** What stands around the view of a page: the same for all who look at it. */
export interface MainProps extends Pick<Frame, 'inner' | 'crumbs' | 'flash'> {
  /** What one should know on every page of the place. */
  notice: string | null;
  /** An address of the viewer's that gets no mail any more. */
  mailStopped: string | null;
}

export function mainOf({ inner, crumbs, flash, space, viewer, url }: Frame): MainProps {
  const room = space?.room;
  // The home of a room says by itself where one is.
  const above = room && url.split('?')[0] !== room.href && !crumbs.some((link) => link.href === room.href) ? [{ href: room.href, label: room.name }, ...crumbs] : crumbs;
  const last = above.at(-1);
  return {
    inner,
    // The last step stands in the inner navigation already.
    crumbs: last && inner.some(({ current, href }) => current && href === last.href) ? above.slice(0, -1) : above,
    flash,
    notice: space?.notice ?? null,
    mailStopped: viewer && url !== '/me/mail' ? viewer.mailStopped : null,
  };
}

/** What the foot of a page shows: the same for all who see the same tools and colours. */
export type FooterProps = Pick<Frame, 'tools' | 'footer' | 'feeds' | 'theme' | 'url'>;

export function footerOf({ tools, footer, feeds, theme, url }: Frame): FooterProps {
  return { tools, footer, feeds, theme, url };
}
