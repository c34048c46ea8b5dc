import type { Ctx } from '#platform/context.ts';
import { canRead, type Space } from '../../communities/index.ts';
import { peopleByIds } from '../../people/index.ts';
import { notificationKind, type Line, type LineItem, type Rendered } from '../kinds.ts';
import { itemsOf, spacesOf, type Notification } from './queries.ts';

/** A line and its words. */
export interface ShownLine extends Line, Rendered {
  communityId: number;
  bundle: string;
}

/** What rows speak of, by id. */
export interface Loaded {
  spaces: ReadonlyMap<number, Space>;
  items: ReadonlyMap<number, { id: number; kind: string; title: string | null; slug: string | null; space_id: number; deleted_at: number | null }>;
  people: ReadonlyMap<number, { id: number; name: string; handle: string; photo_key: string | null }>;
}

/**
 * Makes lines of notifications, newest first: those of a bundle are one, as long as both are unread or
 * both read. Three statements, however many there are. What its person may not read any more, and what
 * was deleted, is in `gone`.
 */
export async function linesOf(ctx: Ctx, rows: Notification[]): Promise<{ lines: ShownLine[]; gone: Notification[] }> {
  return bundled(ctx, rows, await load(ctx, rows));
}

/** The same of what is loaded already. */
export async function bundled(ctx: Ctx, rows: Notification[], loaded: Loaded): Promise<{ lines: ShownLine[]; gone: Notification[] }> {
  const bundles = new Map<string, Notification[]>();
  const gone: Notification[] = [];
  for (const row of rows) {
    if (!isThere(ctx, row, loaded)) gone.push(row);
    else add(bundles, `${row.community_id} ${row.read_at === null} ${row.bundle}`, row);
  }
  const lines: ShownLine[] = [];
  for (const together of bundles.values()) {
    const line = asLine(together, loaded);
    const rendered = await notificationKind(line.kind)?.render(ctx, line);
    if (rendered) lines.push({ ...line, ...rendered, communityId: together[0]!.community_id, bundle: together[0]!.bundle });
    else gone.push(...together);
  }
  return { lines, gone };
}

function add(bundles: Map<string, Notification[]>, key: string, row: Notification): void {
  const bundled = bundles.get(key);
  if (bundled) bundled.push(row);
  else bundles.set(key, [row]);
}

async function load({ db }: Ctx, rows: Notification[]): Promise<Loaded> {
  const communityIds = [...new Set(rows.map((row) => row.community_id))].filter((id) => id !== 0);
  const ids = rows.flatMap(({ community_id: communityId, item_id, thread_id }) => [item_id, thread_id].flatMap((id) => (id === null ? [] : [{ communityId, id }])));
  const actors = [...new Set(rows.flatMap((row) => row.actor_id ?? []))];
  const [spaces, items, people] = [await spacesOf(db, communityIds), await itemsOf(db, ids), await peopleByIds(db, actors)];
  return {
    spaces: new Map(spaces.map((space) => [space.id, space as Space])),
    items: new Map(items.map((item) => [item.id, item])),
    people: new Map(people.map((person) => [person.id, person])),
  };
}

/** Whether what a line speaks of is still there for its person, by where it stands now. */
function isThere({ viewer }: Ctx, { kind, community_id, space_id, item_id, thread_id }: Notification, { spaces, items }: Loaded): boolean {
  if (community_id === 0 || notificationKind(kind)?.toAnyone) return true;
  const [item, thread] = [item_id, thread_id].map((id) => (id === null ? null : items.get(id)));
  if ((item_id !== null && !item) || item?.deleted_at || thread?.deleted_at) return false;
  const community = spaces.get(community_id);
  const space = spaces.get(item?.space_id ?? space_id ?? community_id);
  return community !== undefined && space !== undefined && canRead(viewer, space, community);
}

function asLine(rows: Notification[], { spaces, items, people }: Loaded): Line {
  const [newest, oldest] = [rows[0]!, rows.at(-1)!];
  const actors = [...new Set(rows.flatMap((row) => row.actor_id ?? []))].flatMap((id) => people.get(id) ?? []);
  const item = (id: number | null): LineItem | null => {
    const found = id === null ? undefined : items.get(id);
    return found ? { id: found.id, kind: found.kind, title: found.title, slug: found.slug, deleted: found.deleted_at !== null } : null;
  };
  const where = items.get(newest.item_id ?? 0)?.space_id ?? newest.space_id ?? newest.community_id;
  return {
    id: newest.id,
    kind: newest.kind,
    reason: newest.reason,
    count: rows.length,
    itemId: oldest.item_id,
    item: item(oldest.item_id),
    threadId: newest.thread_id,
    thread: item(newest.thread_id),
    actors: actors.map(({ name, handle, photo_key }) => ({ name, handle, photo: photo_key && `/people/${handle}/photo` })),
    data: newest.data ? (JSON.parse(newest.data) as Record<string, unknown>) : {},
    community: spaces.get(newest.community_id) ?? null,
    space: spaces.get(where) ?? null,
    at: newest.created_at,
    unread: newest.read_at === null,
  };
}
