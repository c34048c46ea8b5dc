import { getContext } from 'svelte';
import type { IconName } from './icons.ts';
import type { Part } from './kept.ts';
import type { Translate } from '#platform/i18n/index.ts';

export type Door = 'home' | 'talk' | 'know' | 'meet' | 'grow' | 'people';

/** A link of a navigation. */
export interface NavLink {
  href: string;
  label: string;
  current?: boolean;
  /** The heading it stands under, where a navigation is long. */
  group?: string;
}

/** Who is looking, as far as a page shows it. */
export interface FrameViewer {
  name: string;
  handle: string;
  photo: string | null;
  admin: boolean;
  /** An address of theirs that gets no mail any more. */
  mailStopped: string | null;
  /** Lines of the inbox that are new. */
  unread: number;
}

/** The community (and room) that a page stands in. */
export interface FrameSpace {
  name: string;
  tagline: string | null;
  /** The address of the community's home, such as `/c/mel`. */
  href: string;
  hue: number;
  logo: string | null;
  room: { name: string; href: string } | null;
  /** May facilitate here. */
  facilitates: boolean;
  /** Has joined. */
  joined: boolean;
  /** Features that are switched off here. */
  off: string[];
  /** What one should know on every page here. */
  notice?: string | null;
}

/** Everything around a page's own content. */
export interface Frame {
  title: string;
  description: string | null;
  /** Path and query of this page, for signing in and coming back. */
  url: string;
  canonical: string;
  language: string;
  direction: 'ltr' | 'rtl';
  theme: 'light' | 'dark' | null;
  hostName: string;
  viewer: FrameViewer | null;
  space: FrameSpace | null;
  door: Door | null;
  doors: (NavLink & { door: Door })[];
  /** Inner navigation of the door. */
  inner: NavLink[];
  /** The communities that the viewer changes between. */
  places: NavLink[];
  crumbs: NavLink[];
  searchHref: string | null;
  /** Page tools of the foot: print, feeds, downloads. */
  tools: NavLink[];
  footer: NavLink[];
  flash: { kind: 'done' | 'problem'; text: string } | null;
  /** Alternate representations for <head>: feeds. */
  feeds: { href: string; title: string; type: string }[];
  /** Milliseconds since the epoch, the moment for relative times. */
  now: number;
  timeZone: string;
  /** Keeps a page out of search engines. */
  noIndex: boolean;
}

export interface PageContext {
  t: Translate;
  frame: Frame;
  /** The icons that the page uses, to be drawn once. */
  icons: Set<IconName>;
  /** Parts that were rendered before, by the numbers of their places. */
  parts: Part[];
}

export const PAGE = 'page';

/** The texts and the frame of the page that is being rendered; call it at the top of a component. */
export function usePage(): PageContext {
  return getContext<PageContext>(PAGE);
}
