import type { Ctx } from '#platform/context.ts';
import { notAllowed } from '#platform/errors.ts';

export function ownId({ viewer }: Ctx): number {
  if (viewer.personId === null) throw notAllowed(viewer);
  return viewer.personId;
}
