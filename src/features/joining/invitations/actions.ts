import { randomBytes } from 'node:crypto';
import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { addMember, atLeast, can, roleIn, spaceById, type Role, type Space, type SpaceFor } from '../../communities/index.ts';
import { digestOf } from '../signed.ts';
import { LETTER } from './letters.ts';
import * as queries from './queries.ts';
import type { LettersForm, LinkForm } from './schema.ts';

const DAY = 86_400_000;
const LETTER_DAYS = 30;
const ADDRESSES_A_DAY = 100;

export type InvitingSpace = SpaceFor<'invite'>;

const newToken = () => randomBytes(24).toString('base64url');

/** Whether the viewer tends all invitations of a space, not only their own. */
export const tendsAll = (ctx: Ctx, space: Space) => can(ctx.viewer, space, 'members.approve');

// Nobody invites to more than they are themselves.
function refuseAbove(ctx: Ctx, space: Space, role: Role): void {
  if (!atLeast(roleIn(ctx.viewer, space), role)) throw invalidField('role', 'joining.error.role');
}

/** Makes a link by which some may come in; answers its token, which is kept nowhere. */
export async function inviteByLink(ctx: Ctx, space: InvitingSpace, form: LinkForm): Promise<string> {
  refuseAbove(ctx, space, form.role);
  const token = newToken();
  await transaction(ctx, async (ctx) => {
    await insert(ctx, space, token, form, { expires: Number(form.days), uses: form.uses === '' ? null : Number(form.uses), address: null });
    await announce(ctx, 'joining.invited', { communityId: space.community_id, spaceId: space.id });
  });
  return token;
}

function insert(ctx: Ctx, space: Space, token: string, { role, note }: { role: Role; note: string | null }, more: { expires: number; uses: number | null; address: string | null }) {
  return queries.insertInvitation(ctx.db, {
    community_id: space.community_id,
    space_id: space.id,
    hash: digestOf(token),
    role,
    inviter_id: ctx.viewer.personId!,
    note,
    address: more.address,
    expires_at: ctx.now + more.expires * DAY,
    most_uses: more.uses,
    created_at: ctx.now,
    revoked_at: null,
  });
}

/** Invites addresses by mail, each with a link of its own. Says nothing of who is known here, or wants no invitations. */
export async function inviteByMail(ctx: Ctx, space: InvitingSpace, { role, note, addresses }: LettersForm): Promise<void> {
  refuseAbove(ctx, space, role);
  await transaction(ctx, async (ctx) => {
    const before = await queries.invitedSince(ctx.db, ctx.viewer.personId!, ctx.now - DAY, ADDRESSES_A_DAY);
    if (before + addresses.length > ADDRESSES_A_DAY) throw new Refusal('too_many', 'joining.error.enough', { values: { count: ADDRESSES_A_DAY } });
    for (const address of addresses) await inviteOne(ctx, space, { address, role, note });
    await announce(ctx, 'joining.invited', { communityId: space.community_id, spaceId: space.id });
  });
}

/** Invites one address, in a transaction; the letter is a job. */
export async function inviteOne(ctx: Ctx, space: Space, { address, role, note }: { address: string; role: Role; note: string | null }): Promise<void> {
  const token = newToken();
  const id = await insert(ctx, space, token, { role, note }, { expires: LETTER_DAYS, uses: 1, address });
  await ctx.services.jobs.enqueue(ctx, LETTER, { communityId: space.community_id, invitationId: id, address, token, personId: ctx.viewer.personId });
}

/** Ends an invitation: one's own, or any for those who tend the door. */
export async function revoke(ctx: Ctx, space: InvitingSpace, id: number): Promise<void> {
  if (!(await queries.revokeInvitation(ctx.db, space, id, tendsAll(ctx, space) ? null : ctx.viewer.personId, ctx.now))) throw notFound();
}

/** An invitation by its token, with the space it leads to. Whatever is wrong with it, it does not exist. */
export async function invitationByToken(ctx: Ctx, token: string): Promise<{ invitation: queries.OpenInvitation; space: Space; community: Space }> {
  const invitation = await queries.openInvitation(ctx.db, digestOf(token), ctx.now);
  const space = invitation && (await spaceById(ctx.db, invitation.community_id, invitation.space_id));
  const community = invitation && (await spaceById(ctx.db, invitation.community_id, invitation.community_id));
  if (!invitation || !space || !community || space.state === 'archived') throw new Refusal('not_found', 'joining.error.link');
  return { invitation, space, community };
}

/** Takes an invitation: makes the viewer a member or guest of the space it leads to. Taking it twice is taking it once. */
export async function acceptInvitation(ctx: Ctx, token: string): Promise<{ space: Space; community: Space }> {
  const personId = ctx.viewer.personId;
  if (personId === null) throw notAllowed(ctx.viewer);
  return transaction(ctx, async (ctx) => {
    const { invitation, space, community } = await invitationByToken(ctx, token);
    if (ctx.viewer.roles.has(space.id)) return { space, community };
    if (!(await queries.takeUse(ctx.db, invitation, personId, ctx.now))) throw new Refusal('not_found', 'joining.error.link');
    if (community.id !== space.id) await addMember(ctx, community, personId, invitation.role === 'guest' ? 'guest' : 'member');
    await addMember(ctx, space, personId, invitation.role);
    return { space, community };
  });
}
