import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, Refusal } from '#platform/errors.ts';
import { notify, settled } from '../../notifications/index.ts';
import { askingAt, changeWillingness, willingness } from '../asking/willingness.ts';
import { whoMayBeAsked } from '../ranking/queries.ts';
import type { Declining } from '../schema.ts';
import { refuseClosed, type AskableDiscussion } from './access.ts';
import * as queries from './queries.ts';
import { mayRead } from './suggestions.ts';

export const INVITED = 'expertise.invited';

const DAY = 86_400_000;
/** People that one discussion may ask, and that one person may ask in a day. */
const A_DISCUSSION = 10;
const A_DAY = 10;
const MOST_WRITERS = 5000;

/** Asks a person to help with a discussion, once. Who may not be asked now is refused without saying why. */
export async function invite(ctx: Ctx, discussion: AskableDiscussion, personId: number): Promise<void> {
  const communityId = discussion.place.community.id;
  refuseClosed(discussion);
  await transaction(ctx, async (ctx) => {
    await queries.lockPerson(ctx.db, personId);
    const before = await queries.invitationsOf(ctx.db, communityId, discussion.id);
    if (before.some((row) => row.person_id === personId)) return;
    await refuseTooMany(ctx, before.length);
    await refuseUnable(ctx, discussion, personId);
    const row = { community_id: communityId, discussion_id: discussion.id, person_id: personId, by_id: ctx.viewer.personId, created_at: ctx.now };
    const invitationId = await queries.insertInvitation(ctx.db, row);
    if (invitationId === null) return;
    await tell(ctx, discussion, personId, invitationId);
    await announce(ctx, 'expertise.invited', { communityId, discussionId: discussion.id, personId });
  });
}

async function tell(ctx: Ctx, { id, place, home }: AskableDiscussion, personId: number, invitationId: number): Promise<void> {
  const about = { communityId: place.community.id, spaceId: home.id, itemId: id, threadId: id };
  await notify(ctx, { kind: INVITED, ...about, actorId: ctx.viewer.personId, data: { invitationId }, to: [{ personId, reason: 'asked' }] });
}

async function refuseTooMany(ctx: Ctx, invited: number): Promise<void> {
  if (invited >= A_DISCUSSION) throw new Refusal('too_many', 'expertise.error.enough_here', { values: { count: A_DISCUSSION } });
  const today = await queries.countInvitationsBy(ctx.db, ctx.viewer.personId!, ctx.now - DAY);
  if (today >= A_DAY) throw new Refusal('too_many', 'expertise.error.enough_today', { values: { count: A_DAY } });
}

async function refuseUnable(ctx: Ctx, discussion: AskableDiscussion, personId: number): Promise<void> {
  const wrote = await queries.writersOf(ctx.db, discussion.place.community.id, discussion.id, MOST_WRITERS);
  const reads = await mayRead(ctx, discussion, personId);
  const free = await whoMayBeAsked(ctx.db, [personId], askingAt(ctx.now));
  if (personId === ctx.viewer.personId || wrote.includes(personId) || !reads || !free.has(personId))
    throw invalidField('person', 'expertise.error.person');
}

/** Says no to an invitation; with it, that one is asked less from now on, or not at all. */
export async function decline(ctx: Ctx, invitation: { id: number; community_id: number; discussion_id: number; person_id: number }, how: Declining): Promise<void> {
  const { id, community_id: communityId, discussion_id: discussionId, person_id: personId } = invitation;
  await transaction(ctx, async (ctx) => {
    const first = await queries.declineInvitation(ctx.db, communityId, id, ctx.now);
    if (how === 'never') await changeWillingness(ctx, personId, 0);
    // Pressed twice, it is one step down.
    else if (how === 'less' && first) await changeWillingness(ctx, personId, lower(await willingness(ctx, personId)));
    await settled(ctx, [personId], { communityId, kind: INVITED, key: String(discussionId) });
    if (first) await announce(ctx, 'expertise.declined', { communityId, discussionId, personId });
  });
}

/** The next fewer invitations a week. */
function lower(weekly: number): number {
  return [0, 1, 2, 5].findLast((choice) => choice < weekly) ?? 0;
}
