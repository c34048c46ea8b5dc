import { Fifo } from 'toad-cache';
import { transaction, type Ctx, type Services } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { sayCount } from './notify.ts';
import { markSeen, notificationOf, unreadOf, type Seen } from './queries.ts';

/** Lines beyond these are "99+" anyway. */
const MOST_COUNTED = 300;
const MOST_REMEMBERED = 5000;
/** Changes are told by live messages, so this only bounds a lost one. */
const REMEMBERED_MS = 60_000;

interface Unread {
  count: number;
  /** Threads, and items, with something unread; null when there was too much to know all. */
  threads: Set<string> | null;
  items: Set<string> | null;
}

const memories = new WeakMap<Services, Fifo<Unread>>();

function memoryOf(services: Services): Fifo<Unread> {
  let memory = memories.get(services);
  if (memory) return memory;
  memory = new Fifo<Unread>(MOST_REMEMBERED, REMEMBERED_MS);
  const kept = memory;
  memories.set(services, memory);
  services.live.subscribe('notifications', ({ data }) => {
    for (const personId of data.personIds as number[]) kept.delete(String(personId));
  });
  services.live.onGap(() => kept.clear());
  return memory;
}

/** What a person has not read, kept in memory until a live message says that it changed. */
async function unread(services: Services, personId: number): Promise<Unread> {
  const memory = memoryOf(services);
  const found = memory.get(String(personId));
  if (found) return found;
  const rows = await unreadOf(services.database.db, personId, MOST_COUNTED);
  const distinct = (of: 'bundle' | 'thread_id' | 'item_id') => new Set(rows.map((row) => `${row.community_id} ${row[of]}`));
  const all = rows.length < MOST_COUNTED;
  const made = { count: distinct('bundle').size, threads: all ? distinct('thread_id') : null, items: all ? distinct('item_id') : null };
  memory.set(String(personId), made);
  return made;
}

/** How many lines of a person's inbox are unread; costs a statement only when that changed. */
export async function unreadCount(services: Services, personId: number | null): Promise<number> {
  return personId === null ? 0 : (await unread(services, personId)).count;
}

/** Marks what the viewer has read. */
export async function readNotifications(ctx: Ctx, seen: Seen): Promise<void> {
  const { personId } = ctx.viewer;
  if (personId === null) return;
  await transaction(ctx, async (ctx) => {
    if (await markSeen(ctx.db, personId, seen, ctx.now)) sayCount(ctx, [personId]);
  });
}

/** Notes that something awaits none of these people any more, whoever of them saw to it. Call it in a transaction. */
export async function settled(ctx: Ctx, personIds: number[], about: Pick<Seen, 'communityId' | 'kind' | 'key' | 'bundle'>): Promise<void> {
  const told: number[] = [];
  for (const personId of personIds) if (await markSeen(ctx.db, personId, about, ctx.now)) told.push(personId);
  sayCount(ctx, told);
}

/** Marks a line of the viewer's as read, with all of its bundle. */
export async function readOne(ctx: Ctx, id: number): Promise<void> {
  const row = ctx.viewer.personId === null ? undefined : await notificationOf(ctx.db, ctx.viewer.personId, id);
  if (!row) throw notFound();
  await readNotifications(ctx, { communityId: row.community_id, bundle: row.bundle });
}

/** Notes that the viewer has a thread before them, up to a position. Costs nothing when nothing of it was unread. */
export async function seeThread(ctx: Ctx, communityId: number, threadId: number, upTo: number): Promise<void> {
  const { personId } = ctx.viewer;
  if (personId === null) return;
  const { threads } = await unread(ctx.services, personId);
  if (threads === null || threads.has(`${communityId} ${threadId}`)) await readNotifications(ctx, { communityId, threadId, upTo });
}

/** Notes that the viewer has an item before them that is no thread. Costs nothing when nothing of it was unread. */
export async function seeItem(ctx: Ctx, communityId: number, itemId: number): Promise<void> {
  const { personId } = ctx.viewer;
  if (personId === null) return;
  const { items } = await unread(ctx.services, personId);
  if (items === null || items.has(`${communityId} ${itemId}`)) await readNotifications(ctx, { communityId, itemId });
}
