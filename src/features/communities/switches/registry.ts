import type { Place } from '../access.ts';

/** What a community can be for (Serrat 2008, table 61.3). */
export const GOALS = ['relationships', 'learning', 'knowledge', 'collaboration'] as const;
export type Goal = (typeof GOALS)[number];

/** A feature that a community may switch off. */
export interface Switch {
  feature: string;
  /** Keys of its name, and of a sentence that says what it is for. */
  label: string;
  about: string;
  goals: Goal[];
  order: number;
}

const switches = new Map<string, Switch>();

export function addSwitch(added: Switch): void {
  switches.set(added.feature, added);
}

export function allSwitches(): Switch[] {
  return [...switches.values()].sort((a, b) => a.order - b.order);
}

/** The features that are not there in a place: a room does without what its community does without. */
export function switchedOff({ community, room }: Pick<Place, 'community' | 'room'>): string[] {
  return [community, room].flatMap((space) => (space && space.switched_off !== '[]' ? (JSON.parse(space.switched_off) as string[]) : []));
}
