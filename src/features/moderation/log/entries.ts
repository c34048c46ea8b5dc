import type { Ctx } from '#platform/context.ts';
import { notAllowed } from '#platform/errors.ts';
import { can, roleIn, type Place } from '../../communities/index.ts';
import { MODERATE } from '../access.ts';
import { actionsIn } from './queries.ts';

const A_PAGE = 50;

/** What moderators did, newest first: in outline for members, with names for moderators. */
export async function logOf({ db, viewer }: Ctx, place: Place, before: number | null) {
  if (roleIn(viewer, place.space) === null) throw notAllowed(viewer);
  const moderates = can(viewer, place.space, MODERATE);
  const rows = await actionsIn(db, place.community.id, [place.space.id], before, A_PAGE + 1);
  const entries = rows.slice(0, A_PAGE).map(({ id, action, reason, note, at, undone_at, person_name, person_handle, actor_name }) => {
    const outline = { id, action, reason, at, undone: undone_at !== null };
    return moderates ? { ...outline, note, person: person_handle ? { name: person_name!, handle: person_handle } : null, actor: actor_name } : { ...outline, note: null, person: null, actor: null };
  });
  return { entries, older: rows.length > A_PAGE ? entries.at(-1)!.id : null };
}
