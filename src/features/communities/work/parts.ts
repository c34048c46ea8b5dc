import type { Ctx } from '#platform/context.ts';
import type { TextValues } from '#platform/i18n/index.ts';
import type { Place } from '../access.ts';

/** One thing for a facilitator to do: its link lands where it can be done. */
export interface WorkRow {
  title: string;
  href: string;
  /** Since when it waits, in milliseconds since the epoch. */
  when: number;
  who: { name: string; handle: string | null; photo: string | null } | null;
  /** Names the thing for ever, such as `question:12`, for setting it aside; its address when left out. */
  key?: string;
  /** What is the matter with it, as a key of the texts with its values. */
  note?: { key: string; values?: TextValues };
}

export interface WorkList {
  /** How many there are, those that are not shown too. */
  count: number;
  rows: WorkRow[];
  /** Where all of them stand. */
  more: string | null;
}

/** A kind of work that a feature finds for the facilitators of a community or room. */
export interface WorkListPart {
  /** Lower stands first. */
  order: number;
  /** The feature it belongs to, when a community may switch that off. */
  feature?: string;
  /** Key of its heading in the texts. */
  label: string;
  /** Key of its sentence in the weekly letter; it gets `count`, and `name` and `place` of the first row. Its heading when left out. */
  sentence?: string;
  /** One statement at most: the page of all parts has eight. What stands in `work_marks` is taken out afterwards. */
  load(ctx: Ctx, place: Place): Promise<WorkList | null>;
}

const parts: WorkListPart[] = [];

/** Adds a kind of work to the list of every community and room. */
export function addWorkListPart(part: WorkListPart): void {
  if (parts.some((known) => known.label === part.label)) return;
  parts.push(part);
  parts.sort((a, b) => a.order - b.order);
}

export const workListParts = (): readonly WorkListPart[] => parts;
