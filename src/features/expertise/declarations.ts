import type { Ctx } from '#platform/context.ts';
import type { Place } from '../communities/index.ts';

/** What people declare of themselves that a viewer may see: lines of plain text by person. */
export type Declaration = (ctx: Ctx, place: Place, personIds: number[]) => Promise<Map<number, string[]>>;

const sources: Declaration[] = [];

/**
 * Adds what is shown beside people who can help, such as what they offer help with. That it is found too
 * is up to the search source of people: what is indexed of a person is what they are ranked by.
 */
export function addDeclaration(source: Declaration): void {
  sources.push(source);
}

/** All lines, by person. */
export async function declarationsOf(ctx: Ctx, place: Place, personIds: number[]): Promise<Map<number, string[]>> {
  const found = await Promise.all(sources.map((source) => source(ctx, place, personIds)));
  return new Map(personIds.map((id) => [id, found.flatMap((lines) => lines.get(id) ?? [])]));
}
