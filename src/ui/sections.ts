import type { FastifyRequest } from 'fastify';
import type { Translate } from '#platform/i18n/index.ts';
import type { Door, Frame, NavLink } from './context.ts';
import type { PageOptions } from './page.ts';

/** A part of a community that stands behind one of its doors. Features add theirs when they register. */
export interface Section {
  door: Door;
  /** Key of its name in the texts. */
  label: string;
  /** Path below the community or room, such as `/discussions`. */
  path: string;
  /** Lower stands first behind its door. */
  order: number;
  /** The feature it belongs to, when a community may switch that off. */
  feature?: string;
}

/** A page of one's own, below `/me`. */
export type MyPage = Omit<Section, 'door'>;

const DOORS: Door[] = ['home', 'talk', 'know', 'meet', 'grow', 'people'];
const sections: Section[] = [];

export function addSection(section: Section): void {
  if (sections.some((s) => s.path === section.path)) return;
  sections.push(section);
  sections.sort((a, b) => a.order - b.order);
}

/** A page that stands behind no door by itself. */
export interface ReadingPage extends Omit<Section, 'door' | 'order'> {
  /** What one needs to open it, where it is not there for all readers of its place: a capability, or to be a member. */
  needs?: string;
  /** Whether what its query says is part of the page, as of a search. */
  query?: boolean;
}

const pages: ReadingPage[] = [];

/** Makes a page of a community or room known, so that it can be pointed to. */
export function addReadingPage(added: ReadingPage): void {
  if (!pages.some((page) => page.path === added.path)) pages.push(added);
}

/** The section, or other page to read, at a path below a community or room. */
export function readingPageAt(path: string): ReadingPage | undefined {
  return [...sections, ...pages].find((page) => page.path === path);
}

/** Tools that a feature offers at the foot of every page that stands in no community. */
export type PageTools = (request: FastifyRequest, options: PageOptions) => NavLink[];

const tools: PageTools[] = [];

export function addPageTools(added: PageTools): void {
  if (!tools.includes(added)) tools.push(added);
}

export function pageTools(request: FastifyRequest, options: PageOptions): NavLink[] {
  return tools.flatMap((links) => links(request, options));
}

const myPages: MyPage[] = [];

export function addMyPage(page: MyPage): void {
  if (myPages.some((p) => p.path === page.path)) return;
  myPages.push(page);
  myPages.sort((a, b) => a.order - b.order);
}

/** The pages of one's own, for the inner navigation of each. */
export function myLinks(t: Translate, url: string): NavLink[] {
  const path = url.split('?')[0]!;
  return myPages.map((page) => ({ href: page.path, label: t(page.label), current: page.path === '/me' ? path === '/me' : path.startsWith(page.path) }));
}

/** The doors that lead somewhere, each to the first section behind it. */
export function doorLinks(t: Translate, home: string, current: Door | null, off: string[]): Frame['doors'] {
  return DOORS.flatMap((door) => {
    const [first] = sectionsBehind(door, off);
    if (door !== 'home' && !first) return [];
    return [{ door, href: first ? home + first.path : home, label: t(`doors.${door}`), current: door === current }];
  });
}

/** The sections behind one door, for its inner navigation; none when there is only one. */
export function innerLinks(t: Translate, home: string, door: Door | null, url: string, off: string[]): NavLink[] {
  const behind = sectionsBehind(door, off);
  if (behind.length < 2) return [];
  const path = url.split('?')[0]!;
  return behind.map((s) => ({ href: home + s.path, label: t(s.label), current: path.startsWith(home + s.path) }));
}

function sectionsBehind(door: Door | null, off: string[]): Section[] {
  return sections.filter((s) => s.door === door && !(s.feature && off.includes(s.feature)));
}
