import type * as z from 'zod';
import { announce, whisper } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { parseInput } from '#platform/http/params.ts';
import { renderMarkdown } from '#platform/text/markdown.ts';
import { canJoin, type Place, type SpaceFor } from './access.ts';
import { logChange } from './log/actions.ts';
import { atLeast, isClosed, roleIn, ROLES } from './permissions/capabilities.ts';
import * as queries from './queries.ts';
import { endTermsIn } from './roles/actions.ts';
import { communityAddressFor, keepFormerAddress } from './rooms/addresses.ts';
import { freeFormerSlug } from './rooms/queries.ts';
import { newCommunity, type NewCommunity, type SpaceSettings } from './schema.ts';
import type { Role } from './tables.ts';

/** Founds a community; the viewer becomes its steward. Throws when the address that was wished is taken. */
export async function createCommunity(ctx: Ctx, input: NewCommunity): Promise<{ id: number; slug: string }> {
  const values = parseInput(newCommunity, input);
  return transaction(ctx, async (ctx) => {
    const slug = await communityAddressFor(ctx, values);
    const id = await queries.insertSpace(ctx.db, { ...row(ctx, values), slug, community_id: 0, parent_id: null });
    const space = (await queries.communityBySlug(ctx.db, slug))!;
    if (ctx.viewer.personId !== null) await addMember(ctx, space, ctx.viewer.personId, 'steward');
    await announce(ctx, 'communities.created', { communityId: id });
    return { id, slug };
  });
}

function row(ctx: Ctx, face: z.output<typeof newCommunity>) {
  return {
    ...face,
    kind: 'community' as const,
    description_html: face.description && renderMarkdown(face.description).html,
    logo_key: null,
    created_by: ctx.viewer.personId,
    created_at: ctx.now,
    active_at: ctx.now,
  };
}

/** Why nobody comes in, and nothing about a room changes. */
export const closedRoom = ({ state }: queries.Space): Refusal => new Refusal('conflict', state === 'archived' ? 'communities.rooms.error.archived' : 'communities.rooms.error.moving');

/** Joins the community, and the room when the place is one. Joining twice is joining once. */
export async function join(ctx: Ctx, { community, room }: Place): Promise<void> {
  const personId = ctx.viewer.personId;
  if (personId === null) throw notAllowed(ctx.viewer);
  if (!ctx.viewer.roles.has(community.id) && !canJoin(ctx.viewer, community)) throw notAllowed(ctx.viewer);
  if (room && isClosed(room)) throw closedRoom(room);
  await transaction(ctx, async (ctx) => {
    await addMember(ctx, community, personId, 'member');
    if (room) await addMember(ctx, room, personId, 'member');
  });
}

/** Leaves the room; or the community and all its rooms. What one wrote stays. The last who may do everything stays until there is another. */
export async function leave(ctx: Ctx, { community, room }: Place): Promise<void> {
  const personId = ctx.viewer.personId;
  if (personId === null) throw notAllowed(ctx.viewer);
  await transaction(ctx, async (ctx) => {
    await refuseLast(ctx, room ?? community, personId);
    await removeMember(ctx, room ?? community, personId);
  });
}

/** Takes a person out of a room, or out of a community and all its rooms; in a transaction. */
export async function removeMember(ctx: Ctx, space: queries.Space, personId: number): Promise<void> {
  const communityId = space.community_id;
  const ids = space.kind === 'room' ? [space.id] : (await queries.spacesOfCommunity(ctx.db, communityId)).map((s) => s.id);
  for (const id of await queries.deleteMemberships(ctx.db, communityId, ids, personId)) await queries.countInSpace(ctx.db, communityId, id, { members: -1 });
  await endTermsIn(ctx, communityId, ids, personId);
  whisper(ctx, 'viewer', { personId });
  await announce(ctx, 'communities.left', { communityId, spaceId: space.id, personId });
}

// A space keeps somebody who may do everything in it: a community a steward, a room a facilitator.
async function refuseLast(ctx: Ctx, space: queries.Space, personId: number): Promise<void> {
  const least: Role = space.kind === 'community' ? 'steward' : 'facilitator';
  const others = await queries.peopleWithRole(ctx.db, space, ROLES.slice(ROLES.indexOf(least)));
  if (others.includes(personId) && others.length < 2) throw new Refusal('conflict', `communities.error.last_${least}`);
}

/** Adds a member with a role and tells everyone who needs to know. Doing it twice does nothing. */
export async function addMember(ctx: Ctx, space: queries.Space, personId: number, role: Role): Promise<void> {
  if (await queries.isBanned(ctx.db, space, personId, ctx.now)) throw new Refusal('forbidden', 'communities.error.banned');
  if (!(await queries.insertMembership(ctx.db, space, personId, role, ctx.now))) return;
  await queries.countInSpace(ctx.db, space.community_id, space.id, { members: 1 });
  whisper(ctx, 'viewer', { personId });
  await announce(ctx, 'communities.joined', { communityId: space.community_id, spaceId: space.id, personId });
}

/** Gives a member another role. Nobody gives, or takes from, a role above their own. */
export async function changeRole(ctx: Ctx, space: SpaceFor<'roles'>, personId: number, role: Role): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const before = await queries.roleOf(ctx.db, space, personId);
    if (!before) throw notFound();
    if (before === role) return;
    const own = roleIn(ctx.viewer, space);
    if (!atLeast(own, before) || !atLeast(own, role)) throw notAllowed(ctx.viewer);
    if (!atLeast(role, before)) await refuseLast(ctx, space, personId);
    await queries.setRole(ctx.db, space, personId, role);
    await logChange(ctx, space, 'role', { personId, from: before, to: role });
    whisper(ctx, 'viewer', { personId });
    await announce(ctx, 'communities.role_changed', { communityId: space.community_id, spaceId: space.id, personId, role });
  });
}

/** Changes how a community looks, what it says of itself, its address and who may read it. Its former addresses lead to it. */
export async function changeSettings(ctx: Ctx, community: SpaceFor<'settings'>, values: SpaceSettings): Promise<string> {
  const slug = values.slug ?? community.slug;
  await transaction(ctx, async (ctx) => {
    if (slug !== community.slug) {
      if (await queries.communityBySlug(ctx.db, slug)) throw invalidField('slug', 'communities.error.slug_taken');
      await freeFormerSlug(ctx.db, 0, 0, slug);
      await keepFormerAddress(ctx, community);
    }
    const description_html = values.description && renderMarkdown(values.description).html;
    await queries.updateSpace(ctx.db, community, { ...values, slug, description_html });
    await logChange(ctx, community, 'settings', { name: values.name });
    if (values.visibility !== community.visibility) await logChange(ctx, community, 'visibility', { visibility: values.visibility });
    if (slug !== community.slug) await logChange(ctx, community, 'address', { from: community.slug, to: slug });
    await announce(ctx, 'communities.changed', { communityId: community.community_id, spaceId: community.id });
  });
  return slug;
}
