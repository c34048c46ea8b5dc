import { announce } from '#platform/announce.ts';
import { createContext, type Ctx } from '#platform/context.ts';
import { invalidField, notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { once } from '#platform/once/index.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { can, facilitatorsOf, holdersOf, namedRolesOf, type Place, type ReadableSpace } from '../communities/index.ts';
import { peopleByHandles, viewerOfId } from '../people/index.ts';
import { SEND_MAIL, SPREAD } from './jobs.ts';
import * as queries from './queries.ts';
import type { Sending } from './schema.ts';
import { targetFor, targetIn, type PageRef, type Target } from './target.ts';

/** The capabilities of sending a page to some, and to all members of a space. */
export const SEND = 'sharing.send';
export const SEND_ALL = 'sharing.send_all';

const DAY = 86_400_000;
const A_DAY = { sent: 20, named: 60, outside: 15, all: 3 };

declare const sendable: unique symbol;
/** A page that the viewer may read and send. */
export type SendablePage = { place: Place; ref: PageRef; target: Target } & { readonly [sendable]: true };

export async function sendablePage(ctx: Ctx, place: Place, ref: PageRef): Promise<SendablePage> {
  const target = await targetIn(ctx, place, ref);
  if (!target) throw notFound();
  if (!can(ctx.viewer, place.space, SEND)) throw notAllowed(ctx.viewer);
  return { place, ref, target } as SendablePage;
}

/** The spaces to all of whose members the viewer may send, the community first. */
export const wholeSpaces = ({ viewer }: Ctx, { spaces, room }: Place): ReadableSpace[] => (room ? [room] : spaces.toSorted((a, b) => Number(a.parent_id !== null) - Number(b.parent_id !== null))).filter((space) => can(viewer, space, SEND_ALL));

/** The roles that a place has named for itself. */
export const rolesIn = ({ db }: Ctx, { space }: Place) => namedRolesOf(db, space);

export interface Sent {
  members: number;
  outside: number;
  leftOut: number;
}

/** Sends a page by mail: to members who may read it, to others what everybody may read. */
export async function share(ctx: Ctx, page: SendablePage, input: Sending, onceKey: string | null): Promise<Sent> {
  const { place, ref, target } = page;
  const { audience } = input;
  const all = typeof audience === 'number' ? wholeSpaces(ctx, place).find(({ id }) => id === audience) : null;
  if (all === undefined) throw invalidField('audience', 'sharing.error.audience');
  const outside = audience === 'people' ? input.outside : [];
  if (outside.length > 0 && !(await targetFor(createContext(ctx.services, ANONYMOUS), addressOf(place), ref))) throw invalidField('outside', 'sharing.error.private');
  const asked = all ? [] : await named(ctx, place, input);
  const readers = await readersAmong(ctx, page, asked);
  const sent = { members: all ? Math.max(0, all.member_count - 1) : readers.length, outside: outside.length, leftOut: asked.length - readers.length };
  return once(ctx, onceKey, async (ctx) => {
    await refuseTooMany(ctx, all ? 'all' : 'some', asked.length, outside.length);
    const { community, space } = place;
    const item = 'kind' in ref ? { item_kind: ref.kind, item_id: ref.id, path: ref.path ?? null } : { item_kind: null, item_id: null, path: ref.path };
    const row = { community_id: community.id, space_id: space.id, person_id: ctx.viewer.personId, ...item, title: target.title, note: input.note || null, audience: all ? 'all' : typeof audience === 'string' && audience.startsWith('role.') ? 'role' : String(audience), at: ctx.now };
    const shareId = await queries.insertShare(ctx.db, { ...row, members: sent.members, outside: sent.outside, left_out: sent.leftOut });
    const to = { communityId: community.id, shareId };
    if (all) await ctx.services.jobs.enqueue(ctx, SPREAD, { ...to, spaceId: all.id, after: 0 });
    for (const personId of readers) await ctx.services.jobs.enqueue(ctx, SEND_MAIL, { ...to, personId });
    for (const address of outside) await ctx.services.jobs.enqueue(ctx, SEND_MAIL, { ...to, address });
    await announce(ctx, 'sharing.sent', { communityId: community.id, spaceId: space.id, shareId });
    return sent;
  });
}

export const addressOf = ({ community, room }: Place) => ({ community: community.slug, room: room?.slug ?? null });

/** The people who were meant, without the sender. */
async function named(ctx: Ctx, place: Place, { audience, people, outside }: Sending): Promise<number[]> {
  const { community, space } = place;
  if (audience === 'facilitators') {
    const found = await facilitatorsOf(ctx.db, space);
    return (found.length > 0 ? found : await facilitatorsOf(ctx.db, community)).map(({ id }) => id).filter((id) => id !== ctx.viewer.personId);
  }
  if (typeof audience === 'string' && audience !== 'people') {
    const role = (await rolesIn(ctx, place)).find(({ id }) => `role.${id}` === audience);
    if (!role) throw invalidField('audience', 'sharing.error.audience');
    return (await holdersOf(ctx.db, space.community_id, role.id)).filter((id) => id !== ctx.viewer.personId);
  }
  if (people.length + outside.length === 0) throw invalidField('people', 'sharing.error.nobody');
  const found = people.length > 0 ? await peopleByHandles(ctx.db, people) : [];
  const unknown = people.filter((handle) => !found.some((person) => person.handle === handle));
  if (unknown.length > 0) throw invalidField('people', 'sharing.error.unknown', { handles: unknown.join(', ') });
  return found.map(({ id }) => id).filter((id) => id !== ctx.viewer.personId);
}

/** Those who may read the page; the sender is told how many could not, and not who. */
async function readersAmong(ctx: Ctx, { place, ref }: SendablePage, personIds: number[]): Promise<number[]> {
  const readers: number[] = [];
  for (const personId of personIds) {
    const viewer = await viewerOfId(ctx.services, personId);
    if (viewer && (await targetFor(createContext(ctx.services, viewer), addressOf(place), ref))) readers.push(personId);
  }
  return readers;
}

async function refuseTooMany({ db, viewer, now }: Ctx, to: 'all' | 'some', people: number, outside: number): Promise<void> {
  const sent = await queries.sentSince(db, viewer.personId!, now - DAY, A_DAY.sent);
  const sum = (of: (row: (typeof sent)[number]) => number) => sent.reduce((total, row) => total + of(row), 0);
  const tooMany =
    sent.length >= A_DAY.sent ||
    (to === 'all' && sum((row) => (row.audience === 'all' ? 1 : 0)) >= A_DAY.all) ||
    sum((row) => (row.audience === 'all' ? 0 : row.members + row.left_out)) + people > A_DAY.named ||
    sum((row) => row.outside) + outside > A_DAY.outside;
  if (tooMany) throw new Refusal('too_many', 'sharing.error.many');
}
