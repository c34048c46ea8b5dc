import { announce, whisper } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, notFound } from '#platform/errors.ts';
import { peopleByHandles } from '../../people/index.ts';
import type { SpaceFor } from '../access.ts';
import { logChange } from '../log/actions.ts';
import { allCapabilities, can } from '../permissions/capabilities.ts';
import { roleOf, type Space } from '../queries.ts';
import * as queries from './queries.ts';
import type { NamedRoleForm } from './schema.ts';
import { monthsLater } from './term.ts';

/** A space whose named roles the viewer may change. */
export type RoledSpace = SpaceFor<'roles'>;

/** What the viewer may give with a named role: what is theirs to do here, and may be given at all. */
export function givable(ctx: Ctx, space: Space): string[] {
  return allCapabilities().filter(({ name, editable }) => editable && can(ctx.viewer, space, name)).map(({ name }) => name);
}

/** Adds a named role to a space, or changes one: its holders can then do what it gives. */
export async function saveNamedRole(ctx: Ctx, space: RoledSpace, id: number | null, form: NamedRoleForm): Promise<number> {
  return transaction(ctx, async (ctx) => {
    const before = id === null ? null : await queries.namedRole(ctx.db, space, id);
    if (before === undefined) throw notFound();
    const kept = before ? (JSON.parse(before.grants) as string[]) : [];
    const allowed = givable(ctx, space);
    // What somebody else gave and the viewer could not give stays.
    const grants = [...form.grants.filter((name) => allowed.includes(name)), ...kept.filter((name) => !allowed.includes(name))].sort();
    const values = { name: form.name, about: form.about, term_months: form.term_months, grants: JSON.stringify(grants) };
    const own = { community_id: space.community_id, space_id: space.id, created_at: ctx.now };
    const roleId = before ? before.id : await queries.insertNamedRole(ctx.db, { ...own, ...values });
    if (before) await queries.updateNamedRole(ctx.db, space.community_id, before.id, values);
    for (const personId of before ? await queries.holdersOf(ctx.db, space.community_id, roleId) : []) await refreshGrants(ctx, space, personId);
    await logChange(ctx, space, before ? 'named_role_changed' : 'named_role_added', { role: form.name, grants: grants.join(', ') });
    await announceRoles(ctx, space);
    return roleId;
  });
}

/** Takes a named role away, and what it gave. */
export async function removeNamedRole(ctx: Ctx, space: RoledSpace, id: number): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const role = await queries.namedRole(ctx.db, space, id);
    if (!role) throw notFound();
    const holders = await queries.holdersOf(ctx.db, space.community_id, id);
    await queries.deleteNamedRole(ctx.db, space.community_id, id);
    for (const personId of holders) await refreshGrants(ctx, space, personId);
    await logChange(ctx, space, 'named_role_removed', { role: role.name });
    await announceRoles(ctx, space);
  });
}

/** Gives a named role to a member, for its term. Holding it already is holding it. */
export async function appoint(ctx: Ctx, space: RoledSpace, roleId: number, handle: string): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const role = await queries.namedRole(ctx.db, space, roleId);
    if (!role) throw notFound();
    const [person] = await peopleByHandles(ctx.db, [handle]);
    if (!person || !(await roleOf(ctx.db, space, person.id))) throw invalidField('handle', 'communities.error.handle');
    if ((await queries.holdersOf(ctx.db, space.community_id, roleId)).includes(person.id)) return;
    const ends_at = role.term_months === null ? null : monthsLater(ctx.now, role.term_months);
    const own = { community_id: space.community_id, space_id: space.id, role_id: roleId, person_id: person.id };
    const termId = await queries.insertTerm(ctx.db, { ...own, began_at: ctx.now, ends_at, ended_at: null, reminded_at: null });
    await refreshGrants(ctx, space, person.id);
    await logChange(ctx, space, 'appointed', { role: role.name, personId: person.id });
    await announceRoles(ctx, space);
    await announce(ctx, 'communities.appointed', { communityId: space.community_id, spaceId: space.id, personId: person.id, termId, role: role.name, about: role.about, endsAt: ends_at });
  });
}

/** Ends a term before its time, or at it. */
export async function endTerm(ctx: Ctx, space: RoledSpace, termId: number): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const term = await queries.runningTerm(ctx.db, space, termId);
    const role = term && (await queries.namedRole(ctx.db, space, term.role_id));
    if (!term || !role) throw notFound();
    await queries.endTerms(ctx.db, space.community_id, [termId], ctx.now);
    await refreshGrants(ctx, space, term.person_id);
    await logChange(ctx, space, 'term_ended', { role: role.name, personId: term.person_id });
    await announceRoles(ctx, space);
  });
}

/** Ends what named roles gave somebody who leaves some spaces. */
export async function endTermsIn(ctx: Ctx, communityId: number, spaceIds: number[], personId: number): Promise<void> {
  const terms = await queries.termsOfPerson(ctx.db, communityId, spaceIds, personId);
  if (terms.length > 0) await queries.endTerms(ctx.db, communityId, terms.map((term) => term.id), ctx.now);
}

// What the running terms give is kept with the membership, so that a viewer is read in one query.
export async function refreshGrants(ctx: Ctx, space: { id: number; community_id: number }, personId: number): Promise<void> {
  const grants = await queries.grantsOf(ctx.db, space.community_id, space.id, personId);
  await queries.setGrants(ctx.db, space.community_id, space.id, personId, grants);
  whisper(ctx, 'viewer', { personId });
}

function announceRoles(ctx: Ctx, space: Space): Promise<void> {
  return announce(ctx, 'communities.roles_changed', { communityId: space.community_id, spaceId: space.id });
}
