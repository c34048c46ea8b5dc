import type { Ctx } from '#platform/context.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { canRead, type Role } from '../../communities/index.ts';
import type { ReadableDiscussion } from '../../discussions/index.ts';
import { helpersFor, type Helper } from '../finder/helpers.ts';
import type { AskableDiscussion } from './access.ts';
import { rolesOf } from './queries.ts';

const SUGGESTED = 5;
/** Some of the first turn out not to be able to read a room. */
const LOOKED_AT = 12;

/** Up to five people to invite, who may be asked now and may read the discussion: nobody who wrote in it or was asked. */
export async function suggestionsFor(ctx: Ctx, discussion: AskableDiscussion): Promise<Helper[]> {
  const { place } = discussion;
  const question = { title: discussion.title, body: null };
  const without = [discussion.author_id ?? 0, ctx.viewer.personId ?? 0];
  const found = await helpersFor(ctx, place, question, { spaceIds: place.spaces.map((space) => space.id), memberOf: spacesIn(discussion), askable: true, without, besides: discussion.id, limit: LOOKED_AT });
  return found.filter((helper) => reads(discussion, helper.id, helper.roles)).slice(0, SUGGESTED);
}

// Members of the community read its rooms, but for those that one is asked into.
function spacesIn({ home, place }: ReadableDiscussion): number[] {
  return home.visibility === 'public' || home.visibility === 'members' ? [place.community.id, home.id] : [home.id];
}

/** Whether somebody belongs where a discussion stands, and may read it. */
export async function mayRead(ctx: Ctx, discussion: ReadableDiscussion, personId: number): Promise<boolean> {
  const { place, home } = discussion;
  return reads(discussion, personId, await rolesOf(ctx.db, place.community.id, [place.community.id, home.id], personId));
}

function reads({ place, home }: ReadableDiscussion, personId: number, roles: Map<number, Role>): boolean {
  return roles.size > 0 && canRead({ ...ANONYMOUS, personId, roles }, home, place.community);
}
