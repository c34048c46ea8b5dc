import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { addMember, spaceById, type Place, type Space, type SpaceFor } from '../../communities/index.ts';
import { domainsOf, entranceRow } from '../entrance/queries.ts';
import { tellAnswered, tellAsked } from '../telling/tell.ts';
import * as queries from './queries.ts';
import type { Answer } from './schema.ts';

const DAY = 86_400_000;
/** After a decision against it, one may ask again when this has passed. */
const AGAIN = 14 * DAY;

/**
 * Comes into a community, or asks to: members of some domains and of open communities are in at once,
 * elsewhere the request waits for a facilitator.
 */
export async function askIn(ctx: Ctx, { community }: Pick<Place, 'community'>, space: Space, reason: string): Promise<'joined' | 'asked'> {
  const personId = ctx.viewer.personId;
  if (personId === null || ctx.viewer.banned.has(community.id)) throw notAllowed(ctx.viewer);
  if (ctx.viewer.roles.has(space.id)) return 'joined';
  const entrance = await entranceRow(ctx.db, space);
  const known = entrance ? (JSON.parse(entrance.domains) as string[]) : [];
  // A room by invitation is open to those who were asked in; everybody else asks.
  const free = space.joining === 'open' && space.visibility !== 'invited';
  if (free || (known.length > 0 && (await domainsOf(ctx.db, personId)).some((domain) => known.includes(domain)))) {
    await transaction(ctx, (ctx) => letIn(ctx, space, personId));
    return 'joined';
  }
  if (space.joining === 'invitation') throw new Refusal('forbidden', 'joining.error.invitation');
  await transaction(ctx, (ctx) => ask(ctx, space, personId, reason));
  return 'asked';
}

async function ask(ctx: Ctx, space: Space, personId: number, reason: string): Promise<void> {
  const last = await queries.lastRequest(ctx.db, space, personId);
  if (last?.decision === 'declined' && last.decided_at! > ctx.now - AGAIN) throw new Refusal('conflict', 'joining.error.declined');
  const id = await queries.insertRequest(ctx.db, space, personId, reason, ctx.now);
  if (id === null) return;
  await tellAsked(ctx, space, id);
  await announce(ctx, 'joining.asked', { communityId: space.community_id, spaceId: space.id, personId });
}

// Who comes into a room is a member of its community too.
async function letIn(ctx: Ctx, space: Space, personId: number): Promise<void> {
  const community = space.parent_id === null ? space : (await spaceById(ctx.db, space.community_id, space.community_id))!;
  await addMember(ctx, community, personId, 'member');
  if (community.id !== space.id) await addMember(ctx, space, personId, 'member');
}

/** Lets somebody in who asked, or does not. */
export async function answerRequest(ctx: Ctx, space: SpaceFor<'members.approve'>, id: number, { do: decision, note, quiet }: Answer): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const request = await queries.requestById(ctx.db, space.community_id, id);
    if (!request || request.space_id !== space.id) throw notFound();
    const by = { decision: decision === 'approve' ? 'approved' : 'declined', note, personId: ctx.viewer.personId, at: ctx.now };
    if (!(await queries.decideRequest(ctx.db, space.community_id, id, by))) throw new Refusal('conflict', 'joining.error.answered');
    if (decision === 'approve') await letIn(ctx, space, request.person_id);
    await tellAnswered(ctx, space, request, { decision: by.decision, quiet });
    await announce(ctx, 'joining.answered', { communityId: space.community_id, spaceId: space.id, personId: request.person_id });
  });
}
