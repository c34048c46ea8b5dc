import { announce } from '#platform/announce.ts';
import type { Ctx } from '#platform/context.ts';
import { countInSpace, endTermsIn, type Space } from '../../communities/index.ts';
import type { Plan } from '../plan.ts';
import * as queries from './queries.ts';

const EVERYBODY = Number.MAX_SAFE_INTEGER;

/**
 * Members of the room who are not in the community become its guests, who may read and take part in what they are asked
 * into, or lose the room. Whoever is banned from the community does not come in by a room.
 */
export async function settlePeople(ctx: Ctx, room: Space, target: Space, others: Plan['others']): Promise<{ people: number[]; left: number[] }> {
  const outsiders = await queries.membersNotIn(ctx.db, target.id, room.id, ctx.now);
  const stays = ({ banned }: { banned: boolean }) => banned || others === 'stay';
  const left = outsiders.filter(stays).map((person) => person.person_id);
  const guests = outsiders.filter((person) => !stays(person)).map((person) => person.person_id);
  for (const personId of left) {
    await queries.deleteMember(ctx.db, target.id, room.id, personId);
    await endTermsIn(ctx, target.id, [room.id], personId);
  }
  await queries.insertGuests(ctx.db, target.id, guests, ctx.now);
  await countInSpace(ctx.db, target.id, target.id, { members: guests.length });
  // Whom one may look up in the community are others from now on.
  for (const personId of guests) await announce(ctx, 'people.changed', { communityId: target.id, personId });
  return { people: await queries.memberStretch(ctx.db, target.id, room.id, 0, EVERYBODY), left };
}
