import type { Ctx } from '#platform/context.ts';
import { notAllowed, notFound } from '#platform/errors.ts';
import { atLeast, can, roleIn, type Place, type ReadableSpace, type Space } from '../communities/index.ts';
import { issueById, type Issue } from './queries.ts';
import type { Audience } from './tables.ts';

/** The capability of making newsletters. */
export const EDIT = 'newsletters.edit';

declare const readable: unique symbol;
declare const edited: unique symbol;

/** An issue that went out, to somebody who may read it. */
export type ReadableIssue = Issue & { readonly [readable]: true; place: Place; home: ReadableSpace };
/** An issue in any state, to somebody who makes newsletters there. */
export type EditedIssue = Issue & { readonly [edited]: true; place: Place; home: ReadableSpace };

/** Whether a space's newsletters are everybody's: then there are subscribers from outside. */
export function isOpen(community: Space, space: Space): boolean {
  return community.visibility === 'public' && (space.id === community.id || space.visibility === 'public');
}

export function isMember({ viewer }: Ctx, space: Space): boolean {
  return atLeast(roleIn(viewer, space), 'member');
}

/** What has not gone out does not exist for those who do not make it, and a members' issue not for others. */
export async function readableIssue(ctx: Ctx, place: Place, id: number): Promise<ReadableIssue> {
  const issue = await issueOf(ctx, place, id);
  const edits = can(ctx.viewer, issue.home, EDIT);
  if (!edits && (issue.state !== 'sent' || (issue.audience === 'members' && !isMember(ctx, issue.home)))) throw notFound();
  return issue as ReadableIssue;
}

export async function editedIssue(ctx: Ctx, place: Place, id: number): Promise<EditedIssue> {
  const issue = await readableIssue(ctx, place, id);
  if (!can(ctx.viewer, issue.home, EDIT)) throw notAllowed(ctx.viewer);
  return issue as Issue as EditedIssue;
}

async function issueOf(ctx: Ctx, place: Place, id: number) {
  const issue = await issueById(ctx.db, place.community.id, id);
  if (!issue || issue.space_id !== place.space.id) throw notFound();
  return { ...issue, place, home: place.space };
}

/** A place as all readers of its newsletter have it in common: only the spaces that each of them may read. */
export function commonPlace(spaces: Space[], space: Space, audience: Audience): Place {
  const community = spaces.find((s) => s.parent_id === null)!;
  const common = spaces.filter((other) => isCommon(community, space, other, audience)) as ReadableSpace[];
  return { community: community as ReadableSpace, space: space as ReadableSpace, room: space.parent_id === null ? null : (space as ReadableSpace), spaces: common };
}

function isCommon(community: Space, space: Space, other: Space, audience: Audience): boolean {
  if (other.id === space.id || isOpen(community, other)) return true;
  if (space.id !== community.id) return false; // Somebody invited to one room may read no other.
  return other.visibility === 'public' || (audience === 'members' && other.visibility === 'members');
}
