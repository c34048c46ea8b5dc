import type { Ctx } from '#platform/context.ts';
import type { TextValues } from '#platform/i18n/index.ts';
import type { IconName } from '#ui/icons.ts';
import type { ReadableSpace } from '../access.ts';
import type { Space } from '../queries.ts';

/** The communities that somebody belongs to, with the spaces they joined. */
export interface MySpaces {
  /** By id, each readable by the viewer. */
  communities: ReadonlyMap<number, ReadableSpace>;
  /** The communities and the rooms joined, by id. */
  spaces: ReadonlyMap<number, Space>;
  /** When the viewer was last on their home, before this visit. */
  since: number;
}

/** One line on somebody's home: a thing that is new to them, or that awaits them. */
export interface MyRow {
  communityId: number;
  /** What awaits somebody stands first, under the sun. */
  awaits: boolean;
  title: string;
  href: string;
  /** What is the matter with it, as a key of the texts with its values. */
  note: { key: string; values?: TextValues };
  at: number;
  who: { name: string; handle: string | null; photo: string | null } | null;
  /** Stands in the place of a face, where there is nobody; a clock when left out. */
  icon?: IconName;
  /** What it is about, such as `item 12`: of several lines about the same thing one stands, of those that await somebody the first. */
  about?: string;
}

/** What a feature shows on the home of a person across their communities. */
export interface MyHomePart {
  order: number;
  /** The feature it belongs to, when a community may switch that off. */
  feature?: string;
  /** One or two statements, however many communities: the page of all parts has eight. */
  load(ctx: Ctx, mine: MySpaces): Promise<MyRow[]>;
}

const parts: MyHomePart[] = [];

/** Adds lines to everyone's own home, `/me`. */
export function addMyHomePart(part: MyHomePart): void {
  if (parts.includes(part)) return;
  parts.push(part);
  parts.sort((a, b) => a.order - b.order);
}

export const myHomeParts = (): readonly MyHomePart[] => parts;
