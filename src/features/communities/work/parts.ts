import type { SelectQueryBuilder } from 'kysely';
import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/index.ts';
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

/** Something that waits in a table of a feature. */
export interface WaitingRow {
  kind: string;
  id: number;
  space_id: number;
  title: string | null;
  at: number;
  person_id: number | null;
}

/** A kind of work that waits in a table: all such kinds are read together, in one statement. */
export interface WaitingPart extends Omit<WorkListPart, 'load'> {
  kind: string;
  /** What one must be allowed to do in a space to see what waits there. */
  capability: string;
  /** What waits in some spaces; the oldest come first by themselves. */
  select(db: Db, communityId: number, spaceIds: number[]): SelectQueryBuilder<never, never, WaitingRow>;
  asRow(row: WaitingRow, place: Place): Pick<WorkRow, 'title' | 'href' | 'note'>;
  /** Where all of them stand. */
  more(place: Place): string;
}

const waiting: WaitingPart[] = [];

/** Adds a kind of work that waits in a table to the list of every community and room. */
export function addWaitingPart(part: WaitingPart): void {
  if (!waiting.some(({ kind }) => kind === part.kind)) waiting.push(part);
}

export const waitingParts = (): readonly WaitingPart[] => waiting;

const parts: WorkListPart[] = [];

/** Adds a kind of work to the list of every community and room. */
export function addWorkListPart(part: WorkListPart): void {
  if (parts.some((known) => known.label === part.label)) return;
  parts.push(part);
  parts.sort((a, b) => a.order - b.order);
}

export const workListParts = (): readonly WorkListPart[] => parts;
