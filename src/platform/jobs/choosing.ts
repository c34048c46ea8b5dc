import { jobKind } from './kinds.ts';
import type { Job } from './queries.ts';

/**
 * Of jobs that are due, the ids of those to take into so much room: light ones of a kind share a place,
 * and of a kind that runs alone one is taken, when none of it runs.
 */
export function chosen(due: Pick<Job, 'id' | 'kind'>[], room: number, running: string[]): number[] {
  const places: string[] = [];
  return due.flatMap(({ id, kind }) => {
    const { alone, light } = jobKind(kind) ?? {};
    if (alone && (running.includes(kind) || places.includes(kind))) return [];
    if (light && places.includes(kind)) return [id];
    if (places.length >= room) return [];
    places.push(kind);
    return [id];
  });
}
