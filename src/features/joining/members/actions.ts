import { announce } from '#platform/announce.ts';
import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { addMember, atLeast, logChange, roleIn, spaceById, type Space, type SpaceFor } from '../../communities/index.ts';
import { createPerson, personByAddress, viewerOfId } from '../../people/index.ts';
import { inviteOne } from '../invitations/actions.ts';
import * as queries from './queries.ts';
import { readList, type ListedMember, type ReadList } from './read.ts';

const WORK = 'joining.bring_in';
const AT_ONCE = 50;

/** How the people of a list come in: each is invited, or added, which takes their consent. */
export type Mode = 'invite' | 'add';
export type ListSpace = SpaceFor<'members.approve'>;

export function setUpMemberLists(): void {
  defineJob<{ communityId: number; spaceId: number; listId: number }>(WORK, bringIn, { alone: true });
}

/** Reads a list and keeps it as a plan: nobody is written to, or added, before somebody looked at it. */
export async function planList(ctx: Ctx, space: ListSpace, bytes: Buffer): Promise<number> {
  const list = readList(bytes);
  return queries.insertList(ctx.db, {
    community_id: space.community_id,
    space_id: space.id,
    by_id: ctx.viewer.personId!,
    mode: 'invite',
    plan: JSON.stringify(list),
    created_at: ctx.now,
    begun_at: null,
    ended_at: null,
  });
}

/** A plan of the space, with its lines. */
export async function plannedList(ctx: Ctx, space: ListSpace, id: number) {
  const row = await queries.listById(ctx.db, space, id);
  if (!row) throw notFound();
  return { ...row, list: JSON.parse(row.plan) as ReadList };
}

/** Whether the viewer may add people who did not ask: stewards, who answer for their consent, and the host. */
export const canAdd = (ctx: Ctx, space: Space) => ctx.viewer.admin || atLeast(roleIn(ctx.viewer, space), 'steward');

/** Begins to bring in the people of a list; beginning twice is beginning once. */
export async function beginList(ctx: Ctx, space: ListSpace, id: number, mode: Mode, consent: boolean): Promise<void> {
  if (mode === 'add' && !canAdd(ctx, space)) throw new Refusal('forbidden', 'errors.forbidden');
  if (mode === 'add' && !consent) throw new Refusal('invalid', 'errors.invalid', { fields: { consent: 'joining.error.consent' } });
  await transaction(ctx, async (ctx) => {
    if (!(await queries.beginList(ctx.db, space.community_id, id, mode, ctx.now))) return;
    await logChange(ctx, space, 'list', { mode });
    await ctx.services.jobs.enqueue(ctx, WORK, { communityId: space.community_id, spaceId: space.id, listId: id });
  });
}

/** Brings in the people of a list, some at a time; goes on where it was when it was interrupted. */
async function bringIn(ctx: Ctx, { communityId, spaceId, listId }: { communityId: number; spaceId: number; listId: number }): Promise<void> {
  const space = await spaceById(ctx.db, communityId, spaceId);
  const row = space && (await queries.listById(ctx.db, space, listId));
  const viewer = row && (await viewerOfId(ctx.services, row.by_id));
  if (!space || !row || !viewer) return;
  const { heads, members } = JSON.parse(row.plan) as ReadList;
  const end = { at: ctx.now, plan: JSON.stringify({ heads, members: members.filter(({ problem }) => problem !== null) } satisfies ReadList) };
  for (let from = row.done_count; from < members.length; from += AT_ONCE)
    await transaction(createContext(ctx.services, viewer), async (ctx) => {
      const stretch = members.slice(from, from + AT_ONCE).filter((member) => member.problem === null);
      const there = await queries.membersByAddress(ctx.db, space, stretch.map((member) => member.address));
      const newcomers = stretch.filter(({ address }) => !there.has(address));
      await (row.mode === 'add' ? addAll(ctx, space, newcomers) : inviteAll(ctx, space, newcomers));
      const done = Math.min(from + AT_ONCE, members.length);
      await queries.noteProgress(ctx.db, communityId, listId, done, done === members.length ? end : null);
    });
  if (members.length === 0) await queries.noteProgress(ctx.db, communityId, listId, 0, end);
}

async function inviteAll(ctx: Ctx, space: Space, newcomers: ListedMember[]): Promise<void> {
  for (const { address, role } of newcomers) await inviteOne(ctx, space, { address, role, note: null });
}

/** Who has an account is told; the others see it when they sign up. */
async function addAll(ctx: Ctx, space: Space, newcomers: ListedMember[]): Promise<void> {
  const known: number[] = [];
  for (const member of newcomers) known.push(...(await add(ctx, space, member)));
  if (known.length > 0) await announce(ctx, 'communities.members_added', { communityId: space.community_id, spaceId: space.id, personIds: known });
}

// Somebody unknown becomes a person without an account, who has one as soon as they sign up with that address.
async function add(ctx: Ctx, space: Space, { address, name, organisation, country, language, role }: ListedMember): Promise<number[]> {
  const known = await personByAddress(ctx.db, address);
  const id = known?.id ?? (await createPerson(ctx, { name, address, organisation, country, ...(language && { language }) })).id;
  const community = space.parent_id === null ? space : (await spaceById(ctx.db, space.community_id, space.community_id))!;
  if (community.id !== space.id) await addMember(ctx, community, id, role === 'guest' ? 'guest' : 'member');
  await addMember(ctx, space, id, role);
  return known?.account_id ? [known.id] : [];
}
