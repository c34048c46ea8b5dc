import type { Ctx } from '#platform/context.ts';
import { plainText } from '#platform/text/excerpt.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { canRead } from '../../communities/index.ts';
import { postById, type ReadableDiscussion } from '../../discussions/index.ts';
import { helpersFor, type Helper, type Question } from '../finder/helpers.ts';
import { rolesOf } from '../finder/queries.ts';
import type { AskableDiscussion } from './access.ts';
import { invitationsOf, writersOf } from './queries.ts';

const SUGGESTED = 5;
/** Some of the first turn out not to be able to read a room. */
const LOOKED_AT = 12;
const MOST_WRITERS = 500;

/** What a discussion asks: its title and its opening post. */
export async function questionOf(ctx: Ctx, discussion: ReadableDiscussion): Promise<Question> {
  const opening = await postById(ctx.db, discussion.place.community.id, discussion.id);
  return { title: discussion.title, body: opening ? plainText(opening.html) : '' };
}

/** Up to five people to invite, who may be asked now and may read the discussion: nobody who wrote in it or was asked. */
export async function suggestionsFor(ctx: Ctx, discussion: AskableDiscussion): Promise<Helper[]> {
  const { place } = discussion;
  const { community } = place;
  const [writers, invited, question] = await Promise.all([
    writersOf(ctx.db, community.id, discussion.id, MOST_WRITERS),
    invitationsOf(ctx.db, community.id, discussion.id),
    questionOf(ctx, discussion),
  ]);
  const without = [...writers, ...invited.map((row) => row.person_id), discussion.author_id ?? 0, ctx.viewer.personId ?? 0];
  const found = await helpersFor(ctx, place, question, { spaceIds: place.spaces.map((space) => space.id), memberOf: spacesIn(discussion), askable: true, without, besides: discussion.id, limit: LOOKED_AT });
  const readers = await whoReads(ctx, discussion, found.map((helper) => helper.id));
  return found.filter((helper) => readers.has(helper.id)).slice(0, SUGGESTED);
}

// Members of the community read its rooms, but for those that one is asked into.
function spacesIn({ home, place }: ReadableDiscussion): number[] {
  return home.visibility === 'public' || home.visibility === 'members' ? [place.community.id, home.id] : [home.id];
}

/** Which of some people may read where a discussion stands. */
export async function whoReads(ctx: Ctx, { place, home }: ReadableDiscussion, personIds: number[]): Promise<Set<number>> {
  const roles = await rolesOf(ctx.db, place.community.id, [place.community.id, home.id], personIds);
  return new Set(personIds.filter((id) => roles.get(id)!.size > 0 && canRead({ ...ANONYMOUS, personId: id, roles: roles.get(id)! }, home, place.community)));
}
