import type { Viewer } from '#platform/viewer.ts';
import type { Role } from '../tables.ts';

/** Something that people do in a space, and the least role that may. */
export interface Capability {
  name: string;
  /** Key of the text that says it: "start discussions". */
  label: string;
  least: Role;
  /** Whether a community may choose another least role, or give it with a named role. */
  editable: boolean;
  /** Whether it adds something: an archived space takes nothing new. */
  contributes: boolean;
  /** Lower stands first. */
  order: number;
}

/** What of a space decides who may do what in it. */
export interface Ruled {
  id: number;
  community_id: number;
  rules: string;
  state: string;
}

export const ROLES: readonly Role[] = ['guest', 'member', 'facilitator', 'steward'];
const rank = (role: Role) => ROLES.indexOf(role);

const capabilities = new Map<string, Capability>();

export function addCapability(capability: Capability): void {
  capabilities.set(capability.name, capability);
}

/** All capabilities, as the matrix lists them. */
export function allCapabilities(): Capability[] {
  return [...capabilities.values()].sort((a, b) => a.order - b.order);
}

// Communities with the same rules share what was read of them.
const rulesRead = new Map<string, Record<string, Role>>();

function rulesOf(space: Ruled): Record<string, Role> {
  let rules = rulesRead.get(space.rules);
  if (!rules) {
    if (rulesRead.size > 1000) rulesRead.clear();
    rulesRead.set(space.rules, (rules = JSON.parse(space.rules) as Record<string, Role>));
  }
  return rules;
}

/** The least role that may do something in a space: the community's rule, or the usual one. */
export function leastRole(space: Ruled, { name, least, editable }: Capability): Role {
  return (editable && rulesOf(space)[name]) || least;
}

/**
 * What a viewer is in a space. Members and those who run a community are the same in its rooms, guests
 * only where they were asked in. Says nothing of reading: load the space through the viewer first.
 */
export function roleIn(viewer: Viewer, space: { id: number; community_id: number }): Role | null {
  if (viewer.banned.has(space.id) || viewer.banned.has(space.community_id)) return null;
  const own = (viewer.roles.get(space.id) as Role | undefined) ?? null;
  const carried = (viewer.roles.get(space.community_id) as Role | undefined) ?? null;
  if (carried === null || carried === 'guest') return own;
  return own !== null && rank(own) > rank(carried) ? own : carried;
}

/** Whether a role is at least another one. */
export function atLeast(role: Role | null, least: Role): boolean {
  return role !== null && rank(role) >= rank(least);
}

/** Whether nobody adds anything to a space, now or any more. */
export const isClosed = ({ state }: Pick<Ruled, 'state'>): boolean => state === 'archived' || state === 'moving' || state === 'arriving';

/** Whether the viewer may do something in a space that they may read. */
export function can(viewer: Viewer, space: Ruled, name: string): boolean {
  const capability = capabilities.get(name);
  if (!capability) throw new Error(`no capability is called ${name}`);
  if (capability.contributes && isClosed(space)) return false;
  const role = roleIn(viewer, space);
  if (atLeast(role, leastRole(space, capability))) return true;
  return role !== null && [space.id, space.community_id].some((id) => viewer.grants.get(id)?.has(name));
}
